import { endingSecrets, type EndingSecret } from '#libs/partners';
import type { Metrics } from '#libs/telemetry';
import type { DataSource } from 'typeorm';
import { RecentReading } from './recent-reading.js';

/** Days ahead nothing changes in a minute. */
const freshForMs = 60_000;
const answerWithinMs = 3_000;

/** Secrets and certificates that end soon, for health and metrics; the database is asked at most every minute. */
export class EndingReadings {
  private readonly recent: RecentReading<readonly EndingSecret[]>;

  constructor(dataSource: DataSource) {
    this.recent = new RecentReading(freshForMs, () => endingSecrets(dataSource));
  }

  /** @throws what the database threw */
  read(): Promise<readonly EndingSecret[]> {
    return this.recent.read();
  }

  /** Sets the gauge; it has no value while the database does not answer. */
  async measure(metrics: Metrics): Promise<void> {
    metrics.secretsEnding.reset();
    const ending = await this.recent.within(answerWithinMs);
    if (ending === undefined) return;
    for (const kind of ['secret', 'certificate'] as const)
      metrics.secretsEnding.set({ kind }, ending.filter((one) => one.kind === kind).length);
  }
}
