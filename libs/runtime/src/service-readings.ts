import type { Metrics } from '#libs/telemetry';
import type { Transport } from '#libs/transport';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { answerWithin } from './answer-within.js';

const answerWithinMs = 2_000;

/** Sets the gauges of what a process is connected to. */
export async function measureServices(
  metrics: Metrics,
  dataSource: DataSource,
  transport: Transport,
): Promise<void> {
  const { totalCount, idleCount, waitingCount } = (dataSource.driver as unknown as { master: Pool }).master;
  metrics.databaseConnections.set({ state: 'busy' }, totalCount - idleCount);
  metrics.databaseConnections.set({ state: 'idle' }, idleCount);
  metrics.databaseConnections.set({ state: 'waiting' }, waitingCount);
  metrics.transportUp.set(transport.connected ? 1 : 0);
  metrics.databaseUp.set((await answers(dataSource)) ? 1 : 0);
}

async function answers(dataSource: DataSource): Promise<boolean> {
  try {
    await answerWithin(answerWithinMs, dataSource.query('SELECT 1'));
    return true;
  } catch {
    // the gauge is the report
    return false;
  }
}
