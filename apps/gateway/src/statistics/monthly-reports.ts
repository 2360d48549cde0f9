import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Settings } from '#libs/runtime';
import { SETTINGS } from '../tokens.js';
import { StatisticsReports } from './statistics-reports.js';

const everyMs = 3_600_000;
const chinaOffsetMs = 8 * 3_600_000;

/** Sends the figures of the month that has ended, once, by whichever gateway comes first; off unless it is asked for. */
@Injectable()
export class MonthlyReports implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(MonthlyReports.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: StatisticsReports,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.monthlyStatistics) return;
    const look = (): void =>
      void this.sendDue(new Date()).catch((error: unknown) =>
        this.logger.warn(`the monthly statistics are not sent: ${(error as Error).message}`),
      );
    this.timer = setInterval(look, everyMs).unref();
    look();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns whether this call has sent it */
  async sendDue(now: Date): Promise<boolean> {
    const month = monthBefore(now);
    const documentId = `freight-carried-${month}`;
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('bianzu-monthly-statistics'))`);
      const sent = await manager.query<unknown[]>(
        `SELECT FROM statistics_report WHERE document ->> 'documentId' = $1`,
        [documentId],
      );
      if (sent.length > 0) return false;
      const request = { basis: 'carried', by: ['category', 'bureau'], from: month, to: month } as const;
      await this.reports.send(request, documentId, 'bianzu');
      return true;
    });
  }
}

/** yyyy-mm, in China's time. */
function monthBefore(now: Date): string {
  const local = new Date(now.getTime() + chinaOffsetMs);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}
