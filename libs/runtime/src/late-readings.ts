import {
  readLateAnswers,
  readOwedAcknowledgements,
  type LateAnswer,
  type OwedAcknowledgement,
} from '#libs/journal';
import type { RoutingTable } from '#libs/routing';
import type { Metrics } from '#libs/telemetry';
import type { DataSource } from 'typeorm';
import { answerDeadlines } from './answer-deadlines.js';
import { answerWithin } from './answer-within.js';

/** Whoever asks more often than this gets the same again. */
const freshForMs = 15_000;
const answerWithinMs = 4_000;

/** Acknowledgements that are late: those that partners owe us, and those that we owe them. */
export interface Late {
  readonly ofPartners: readonly OwedAcknowledgement[];
  readonly ofOurs: readonly LateAnswer[];
}

/** What is late with acknowledgements, for health and metrics; the database is asked at most every few seconds. */
export class LateReadings {
  private latest: Promise<Late> | undefined;
  private latestAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly dataSource: DataSource,
    private readonly routing: () => RoutingTable,
  ) {}

  /** @throws what the database threw */
  read(): Promise<Late> {
    const now = performance.now();
    if (this.latest === undefined || now - this.latestAt > freshForMs) {
      this.latestAt = now;
      this.latest = this.ask();
      this.latest.catch(() => (this.latestAt = Number.NEGATIVE_INFINITY));
    }
    return this.latest;
  }

  /** Sets the gauge for every partner of the configuration; it has no value while the database does not answer. */
  async measure(metrics: Metrics): Promise<void> {
    metrics.acknowledgementsOverdue.reset();
    let late: Late;
    try {
      late = await answerWithin(answerWithinMs, this.read());
    } catch {
      // bianzu_database_up says so
      return;
    }
    for (const { id: partner } of this.routing().partners) {
      const count = (some: Late[keyof Late]): number => some.filter((one) => one.partner === partner).length;
      metrics.acknowledgementsOverdue.set({ partner, owed_by: 'partner' }, count(late.ofPartners));
      metrics.acknowledgementsOverdue.set({ partner, owed_by: 'us' }, count(late.ofOurs));
    }
  }

  private async ask(): Promise<Late> {
    const [ofPartners, ofOurs] = await Promise.all([
      readOwedAcknowledgements(this.dataSource),
      readLateAnswers(this.dataSource, answerDeadlines(this.routing())),
    ]);
    return { ofPartners, ofOurs };
  }
}
