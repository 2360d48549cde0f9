import { measure, median, type Measurement } from './measure.js';
import { startBare } from './subjects/bare.js';
import { startBianzu } from './subjects/bianzu.js';
import type { Services, Subject } from './subjects/subject.js';

export interface Rounds {
  readonly rounds: number;
  readonly seconds: number;
}

export interface IntakeResult {
  readonly connections: number;
  readonly bare: Measurement;
  readonly bianzu: Measurement;
  /** Medians over the rounds: our messages a second by theirs, our p99 by theirs. */
  readonly perSecondRatio: number;
  readonly p99Ratio: number;
}

/** Intake alone, ours and bare by turns: HTTP request to durable answer, nothing else running. */
export async function measureIntake(
  services: Services,
  { rounds, seconds }: Rounds,
): Promise<IntakeResult[]> {
  const results: IntakeResult[] = [];
  for (const connections of [32, 128]) {
    const pairs: { bare: Measurement; bianzu: Measurement }[] = [];
    for (let round = 0; round < rounds; round++) {
      const run = (start: () => Promise<Subject>): Promise<Measurement> =>
        withSubject(start, (subject) =>
          measure(subject, { connections, seconds, warmUpSeconds: 3 }, services),
        );
      const bare = await run(() => startBare(services, 'journal'));
      const bianzu = await run(() => startBianzu(services, { workers: 0 }));
      pairs.push({ bare, bianzu });
    }
    const middle = pairs.sort((a, b) => ratio(a) - ratio(b))[Math.floor(pairs.length / 2)]!;
    results.push({
      connections,
      ...middle,
      perSecondRatio: median(pairs.map(ratio)),
      p99Ratio: median(pairs.map(({ bare, bianzu }) => bianzu.p99Ms / bare.p99Ms)),
    });
  }
  return results;
}

function ratio({ bare, bianzu }: { bare: Measurement; bianzu: Measurement }): number {
  return bianzu.perSecond / bare.perSecond;
}

export async function withSubject<Result, Some extends Subject = Subject>(
  start: () => Promise<Some>,
  work: (subject: Some) => Promise<Result>,
): Promise<Result> {
  const subject = await start();
  try {
    return await work(subject);
  } finally {
    await subject.stop();
  }
}
