import { recognise } from '#libs/codecs';
import { Journeys, type Engines, type ReceivedMessage } from '#libs/journey';
import { wholeMessage, type Sample } from '../whole-message.js';
import { MemoryJournal } from './memory-journal.js';
import { reportOn } from './report-on.js';
import type { SampleReport } from './sample-report.js';
import { trialRouting, type Trial } from './trial-routing.js';

export interface RehearsalTerms extends Trial {
  /** Records of a file behind these are not examined; they are looked at in groups of 200. */
  readonly mostRecords?: number;
}

const nothingKept = { apply: async () => undefined };

/**
 * Messages of one partner on trial: each makes the journey that it would make, twice where its agreement is not live: in
 * test, for the verdict and the answer, and as if it were live, for what would become of it. What is sent again in the same
 * rehearsal is known again. Nothing is kept, taken or sent.
 */
export class Rehearsal {
  private readonly now: { engines: Engines; journal: MemoryJournal };
  private readonly live: { engines: Engines; journal: MemoryJournal };

  constructor(
    engines: Engines,
    private readonly terms: RehearsalTerms,
  ) {
    const { mostRecords = 200 } = terms;
    const as = (state: 'test' | 'live'): { engines: Engines; journal: MemoryJournal } => ({
      engines: { ...engines, routing: trialRouting(engines.routing, terms, state) },
      journal: new MemoryJournal(mostRecords),
    });
    this.now = as('test');
    this.live = as('live');
  }

  /** A fault in the data never throws. */
  async examine(sample: Sample): Promise<SampleReport> {
    const message = wholeMessage(sample, this.terms.partner);
    const [now, live] = [await travelled(message, this.now), await travelled(message, this.live)];
    const { format, charset, rootName } = recognise(sample.bytes, sample);
    return reportOn({ message, seen: { format, charset, rootName }, now, live, engines: this.live.engines });
  }
}

async function travelled(
  message: ReceivedMessage,
  { engines, journal }: { engines: Engines; journal: MemoryJournal },
): ReturnType<MemoryJournal['during']> {
  const journeys = new Journeys(journal, nothingKept, async () => engines);
  return journal.during(message, () => journeys.travel([message.envelope.id]));
}
