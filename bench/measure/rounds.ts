import type { Contestant } from './contestant.js';
import { processorMicroseconds } from './processor-time.js';

export interface RoundsOptions {
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
 * Lets all sides work in turn, round by round, so that whatever else the machine does meets all of them. The first round
 * warms up and does not count; every round begins with another side. Time is processor time of the whole process, with its
 * garbage collection: on a machine that others use too, the clock on the wall measures them.
 */
export function measure(
  contestants: readonly Contestant[],
  messages: readonly Buffer[],
  { rounds, sliceMs }: RoundsOptions,
): Measured[] {
  const speeds = contestants.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const at = (turn + round) % contestants.length;
      const speed = messagesPerSecond(contestants[at]!, messages, sliceMs);
      if (round > 0) speeds[at]!.push(speed);
    }
  }
  return contestants.map(({ name }, at) => {
    const own = speeds[at]!;
    const ratios = own.map((speed, round) => speed / speeds[0]![round]!);
    const [lowest, highest] = [Math.min(...own), Math.max(...own)];
    return { name, perSecond: median(own), lowest, highest, ratio: median(ratios) };
  });
}

let last: unknown;

function messagesPerSecond({ run }: Contestant, messages: readonly Buffer[], sliceMs: number): number {
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
