import { endingSecrets, type EndingSecret } from '#libs/partners';
import type { Metrics } from '#libs/telemetry';
import type { DataSource } from 'typeorm';
import { answerWithin } from './answer-within.js';

/** Days ahead nothing changes in a minute. */
const freshForMs = 60_000;
const answerWithinMs = 3_000;

/** Secrets and certificates that end soon, for health and metrics; the database is asked at most every minute. */
export class EndingReadings {
  private latest: Promise<readonly EndingSecret[]> | undefined;
  private latestAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly dataSource: DataSource) {}

  /** @throws what the database threw */
  read(): Promise<readonly EndingSecret[]> {
    const now = performance.now();
    if (this.latest === undefined || now - this.latestAt > freshForMs) {
      this.latestAt = now;
      this.latest = endingSecrets(this.dataSource);
      this.latest.catch(() => (this.latestAt = Number.NEGATIVE_INFINITY));
    }
    return this.latest;
  }

  /** Sets the gauge; it has no value while the database does not answer. */
  async measure(metrics: Metrics): Promise<void> {
    metrics.secretsEnding.reset();
    let ending: readonly EndingSecret[];
    try {
      ending = await answerWithin(answerWithinMs, this.read());
    } catch {
      // bianzu_database_up says so
      return;
    }
    for (const kind of ['secret', 'certificate'] as const)
      metrics.secretsEnding.set({ kind }, ending.filter((one) => one.kind === kind).length);
  }
}
