import { readWaiting, waitingKinds, waitingStates, type Waiting } from '#libs/journal';
import type { Metrics } from '#libs/telemetry';
import type { DataSource } from 'typeorm';
import { RecentReading } from './recent-reading.js';

/** Whoever asks more often than this gets the same figures again. */
const freshForMs = 5_000;
const answerWithinMs = 4_000;

/** What waits in the installation, for health and metrics; the database is asked at most every few seconds. */
export class WaitingReadings {
  private readonly recent: RecentReading<Waiting>;

  constructor(
    dataSource: DataSource,
    private readonly lanes: number,
  ) {
    this.recent = new RecentReading(freshForMs, () => readWaiting(dataSource, lanes));
  }

  /** @throws what the database threw */
  read(): Promise<Waiting> {
    return this.recent.read();
  }

  /** Sets the gauges; when the database does not answer there is nothing to tell, and they have no value. */
  async measure(metrics: Metrics): Promise<void> {
    const gauges = [
      metrics.laneMessages,
      metrics.laneOldestAge,
      metrics.outboxEntries,
      metrics.outboxOldestAge,
    ];
    for (const gauge of gauges) gauge.reset();
    const waiting = await this.recent.within(answerWithinMs);
    if (waiting === undefined) return;
    for (const kind of waitingKinds) {
      const { count, oldestAgeSeconds } = waiting.outbox.get(kind) ?? { count: 0, oldestAgeSeconds: 0 };
      metrics.outboxEntries.set({ kind }, count);
      metrics.outboxOldestAge.set({ kind }, oldestAgeSeconds);
    }
    for (let lane = 0; lane < this.lanes; lane += 1) {
      const { count, oldestAgeSeconds } = waiting.lanes.get(lane) ?? { count: 0, oldestAgeSeconds: 0 };
      metrics.laneMessages.set({ lane: String(lane) }, count);
      metrics.laneOldestAge.set({ lane: String(lane) }, oldestAgeSeconds);
    }
    for (const state of waitingStates) metrics.waitingMessages.set({ state }, waiting.states.get(state) ?? 0);
    metrics.openBatches.set(waiting.batches.open);
    metrics.openBatchRecords.set(waiting.batches.recordsDone);
  }
}
