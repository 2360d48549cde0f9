import {
  examine,
  stageNames,
  type Engines,
  type ReceivedMessage,
  type StageName,
  type StageWatch,
} from '#libs/journey';
import { bareSplitter } from '../edi/sides/bare-splitter.js';
import { iftminInterchange } from '../messages/iftmin.js';
import { processorMicroseconds } from '../measure/processor-time.js';
import { median } from '../measure/rounds.js';

/** Microseconds of processor time for one message. */
export interface StageTimes {
  readonly stages: Readonly<Record<StageName, number>>;
  /** What lies between the stages. */
  readonly rest: number;
  readonly whole: number;
  /** The whole, in messages that a bare splitter takes apart meanwhile. */
  readonly splitters: number;
}

/** The stages of messages as the worker goes through them, without the commit; medians of the rounds, behind those that warm up. */
export async function stageTimes(
  messages: readonly ReceivedMessage[],
  engines: Engines,
  rounds: number,
): Promise<StageTimes> {
  const found: StageTimes[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const times = await oneRound(messages, engines);
    if (round >= warmUpRounds) found.push(times);
  }
  const of = (value: (times: StageTimes) => number): number => median(found.map(value));
  const stages = Object.fromEntries(stageNames.map((name) => [name, of((times) => times.stages[name])]));
  return {
    stages: stages as StageTimes['stages'],
    rest: of(({ rest }) => rest),
    whole: of(({ whole }) => whole),
    splitters: of(({ splitters }) => splitters),
  };
}

/** Of processor time. */
const shortestRoundMs = 400;
const messagesAtOnce = 200;
/** Until the engine has compiled everything that is used often. */
const warmUpRounds = 8;

async function oneRound(messages: readonly ReceivedMessage[], engines: Engines): Promise<StageTimes> {
  const spent = Object.fromEntries(stageNames.map((name) => [name, 0])) as Record<StageName, number>;
  const watch: StageWatch = {
    stage: (name, work) => {
      const start = performance.now();
      const result = work();
      spent[name] += performance.now() - start;
      return result;
    },
  };
  const start = performance.now();
  const startProcessor = processorMicroseconds();
  let done = 0;
  while (processorMicroseconds() - startProcessor < shortestRoundMs * 1000) {
    for (const end = done + messagesAtOnce; done < end; done++) {
      const message = messages[done % messages.length]!;
      const { verdict, issues } = await examine(message, engines, [], watch);
      if (verdict !== 'accepted') throw new Error(`${verdict}: ${JSON.stringify(issues)}`);
    }
  }
  const whole = (processorMicroseconds() - startProcessor) / done;
  // asking for the processor's time takes too long to do it for each stage: they share it as they share the clock's
  const share = whole / (performance.now() - start);
  const stages = Object.fromEntries(stageNames.map((name) => [name, spent[name] * share]));
  const rest = whole - Object.values<number>(stages).reduce((sum, one) => sum + one, 0);
  return { stages: stages as StageTimes['stages'], rest, whole, splitters: whole / splitterMicroseconds() };
}

const splitter = bareSplitter("'", '+', ':');
const iftmin = iftminInterchange(1);

function splitterMicroseconds(): number {
  const start = processorMicroseconds();
  const messages = 5_000;
  for (let done = 0; done < messages; done++) splitter.run(iftmin);
  return (processorMicroseconds() - start) / messages;
}
