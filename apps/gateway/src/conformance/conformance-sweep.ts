import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ConformanceRuns } from '#libs/conformance';
import { ConformanceWork } from './conformance-work.js';

const everyMs = 15_000;
const mostRuns = 100;

/**
 * Looks after runs in which we send, so that one that nobody asks for comes to its report and its end as well. Any number of
 * gateways may do it: a report is written only while its run is open.
 */
@Injectable()
export class ConformanceSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ConformanceSweep.name);
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly runs: ConformanceRuns,
    private readonly work: ConformanceWork,
  ) {}

  onApplicationBootstrap(): void {
    const look = (): void => {
      this.underWay = this.underWay.then(() => this.look());
    };
    this.timer = setInterval(look, everyMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.underWay;
  }

  /** Never rejects: what goes wrong is reported, and looked at again. */
  async look(): Promise<void> {
    try {
      for (const run of await this.runs.open('outbound', mostRuns))
        await this.work.reported(run, { id: 'bianzu' });
    } catch (error) {
      this.logger.warn(error instanceof Error ? error.message : String(error));
    }
  }
}
