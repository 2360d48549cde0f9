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
import { RecentReading } from './recent-reading.js';

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
  private readonly recent: RecentReading<Late>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly routing: () => RoutingTable,
  ) {
    this.recent = new RecentReading(freshForMs, () => this.ask());
  }

  /** @throws what the database threw */
  read(): Promise<Late> {
    return this.recent.read();
  }

  /** Sets the gauge for every partner of the configuration; it has no value while the database does not answer. */
  async measure(metrics: Metrics): Promise<void> {
    metrics.acknowledgementsOverdue.reset();
    const late = await this.recent.within(answerWithinMs);
    if (late === undefined) return;
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
