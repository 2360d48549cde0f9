import { withSubject } from './intake.js';
import { measure, type Measurement } from './measure.js';
import { startBare } from './subjects/bare.js';
import { startBianzu } from './subjects/bianzu.js';
import { canRunNodeRed, startNodeRed } from './subjects/node-red.js';
import type { Services, Subject } from './subjects/subject.js';

export interface EndToEndOptions {
  readonly seconds: number;
  readonly workers: number;
  readonly connections: number;
  /** Messages that may be on their way at once: so the load goes as fast as the subject publishes, and no faster. */
  readonly window: number;
  readonly rate?: number;
}

/** HTTP request to publication on the topic exchange, everything in between committed; one subject after the other. */
export async function measureEndToEnd(services: Services, options: EndToEndOptions): Promise<Measurement[]> {
  const { seconds, workers, connections, window, rate } = options;
  const subjects: (() => Promise<Subject>)[] = [
    () => startBare(services, 'end-to-end'),
    () => startBianzu(services, { workers }),
    () => startBianzu(services, { workers, terms: 'example' }),
    ...(canRunNodeRed ? [() => startNodeRed(services)] : []),
  ];
  const results: Measurement[] = [];
  for (const start of subjects) {
    const shape = { connections, seconds, warmUpSeconds: 5, window, rate };
    results.push(await withSubject(start, (subject) => measure(subject, shape, services)));
  }
  return results;
}
