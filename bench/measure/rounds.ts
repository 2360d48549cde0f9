import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Contestant } from './contestant.js';
import { processorMicroseconds } from './processor-time.js';

export interface RoundsOptions {
  /** Script of a process for one side, and its arguments in front of the side's name. */
  readonly script: string;
  readonly args: readonly string[];
  /** How often all processes are started anew: what a compiler makes of a side may differ from one process to another. */
  readonly starts: number;
  /** Rounds with the same processes. */
  readonly rounds: number;
  /** How much processor time one side gets in one round, in milliseconds. */
  readonly sliceMs: number;
}

export interface Measured {
  readonly name: string;
  /** Messages per second of processor time: the median of the rounds, the lowest and the highest. */
  readonly perSecond: number;
  readonly lowest: number;
  readonly highest: number;
  /** The median of the ratios to the first side, each within one round. */
  readonly ratio: number;
}

/**
 * Lets all sides work in turn, each in a process of its own, round by round, so that whatever else the machine does meets
 * all of them. The first round of each process warms up and does not count; every round begins with another side. Time is
 * processor time, with garbage collection: on a machine that others use too, the clock on the wall measures them.
 */
export async function measure(names: readonly string[], options: RoundsOptions): Promise<Measured[]> {
  const speeds = names.map((): number[] => []);
  for (let start = 0; start < options.starts; start++) {
    const processes = names.map((name) => fork(options.script, [...options.args, name]));
    for (let round = 0; round <= options.rounds; round++) {
      for (let turn = 0; turn < names.length; turn++) {
        const at = (turn + round) % names.length;
        const speed = await oneSlice(processes[at]!, round === 0 ? options.sliceMs * 3 : options.sliceMs);
        if (round > 0) speeds[at]!.push(speed);
      }
    }
    for (const one of processes) one.disconnect();
  }
  return names.map((name, at) => {
    const own = speeds[at]!;
    const ratios = own.map((speed, round) => speed / speeds[0]![round]!);
    const [lowest, highest] = [Math.min(...own), Math.max(...own)];
    return { name, perSecond: median(own), lowest, highest, ratio: median(ratios) };
  });
}

async function oneSlice(side: ChildProcess, sliceMs: number): Promise<number> {
  side.send(sliceMs);
  const ended = once(side, 'exit').then(() => {
    throw new Error('a side has ended');
  });
  const [speed] = (await Promise.race([once(side, 'message'), ended])) as [number];
  return speed;
}

let last: unknown;

export function messagesPerSecond({ run }: Contestant, messages: readonly Buffer[], sliceMs: number): number {
  const start = processorMicroseconds();
  let done = 0;
  let elapsedMs: number;
  do {
    // results are kept until the next one, so that no engine can leave the work out
    for (const bytes of messages) last = run(bytes);
    done += messages.length;
    elapsedMs = (processorMicroseconds() - start) / 1000;
  } while (elapsedMs < sliceMs);
  if (last === undefined) throw new Error('a side gives nothing back');
  return (done * 1000) / elapsedMs;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
