import {
  examine,
  stageNames,
  type Engines,
  type ReceivedMessage,
  type StageName,
  type StageWatch,
} from '#libs/journey';
import { processorMicroseconds } from '../measure/processor-time.js';
import { median } from '../measure/rounds.js';

/** Microseconds of processor time for one message. */
export interface StageTimes {
  readonly stages: Readonly<Record<StageName, number>>;
  /** What lies between the stages. */
  readonly rest: number;
  readonly whole: number;
}

/** The stages of messages as the worker goes through them, without the commit; medians of the rounds, the first left out. */
export async function stageTimes(
  messages: readonly ReceivedMessage[],
  engines: Engines,
  rounds: number,
): Promise<StageTimes> {
  const found: StageTimes[] = [];
  for (let round = 0; round <= rounds; round++) {
    const times = await oneRound(messages, engines);
    if (round > 0) found.push(times);
  }
  const of = (value: (times: StageTimes) => number): number => median(found.map(value));
  const stages = Object.fromEntries(stageNames.map((name) => [name, of((times) => times.stages[name])]));
  return {
    stages: stages as StageTimes['stages'],
    rest: of(({ rest }) => rest),
    whole: of(({ whole }) => whole),
  };
}

const shortestRoundMs = 400;

async function oneRound(messages: readonly ReceivedMessage[], engines: Engines): Promise<StageTimes> {
  const spent = Object.fromEntries(stageNames.map((name) => [name, 0])) as Record<StageName, number>;
  const watch: StageWatch = {
    stage: (name, work) => {
      const start = processorMicroseconds();
      const result = work();
      spent[name] += processorMicroseconds() - start;
      return result;
    },
  };
  const start = processorMicroseconds();
  let done = 0;
  while (processorMicroseconds() - start < shortestRoundMs * 1000) {
    for (const message of messages) {
      const { verdict, issues } = await examine(message, engines, [], watch);
      if (verdict !== 'accepted') throw new Error(`${verdict}: ${JSON.stringify(issues)}`);
    }
    done += messages.length;
  }
  const whole = (processorMicroseconds() - start) / done;
  const stages = Object.fromEntries(stageNames.map((name) => [name, spent[name] / done]));
  const rest = whole - Object.values<number>(stages).reduce((sum, one) => sum + one, 0);
  return { stages: stages as StageTimes['stages'], rest, whole };
}
