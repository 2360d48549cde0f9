import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { foldDeltas, settleCancellations } from '#libs/statistics';
import { Telemetry } from '#libs/telemetry';

const everyMs = 20_000;

/** Takes out what was cancelled, and folds the differences of the statistics into their totals from time to time; several workers do not disturb each other. */
@Injectable()
export class StatisticsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly telemetry: Telemetry,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.work = this.work.then(() => this.fold());
    }, everyMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.work;
  }

  private async fold(): Promise<void> {
    try {
      await settleCancellations(this.dataSource);
      while ((await foldDeltas(this.dataSource)) > 0);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.telemetry.log.write('warn', `statistics are not folded: ${reason}`);
    }
  }
}
