import type { DataSource } from 'typeorm';
import { describeProblem } from '#libs/message';
import { DatabaseListener } from '../database-listener.js';
import { configurationChannel } from './configuration-versions.js';
import type { LiveConfiguration } from './live-configuration.js';
import { RunningProcesses } from './running-processes.js';

const lookEveryMs = 5_000;
const reportEveryMs = 15_000;

export interface FollowerOptions {
  readonly dataSource: DataSource;
  readonly databaseUrl: string;
  /** Which program this process is. */
  readonly kind: string;
  readonly configuration: LiveConfiguration;
  readonly report: (line: string) => void;
}

/**
 * Keeps the configuration of a process up to date: at each notification, and every few seconds in case one was missed.
 * Reports this process and its version to the installation. Opened and closed any number of times, it works once.
 */
export class ConfigurationFollower {
  private readonly processes: RunningProcesses;
  private listener: DatabaseListener | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reportedAt = Number.NEGATIVE_INFINITY;
  private told: number | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: FollowerOptions) {
    this.processes = new RunningProcesses(options.dataSource, options.kind);
  }

  async open(): Promise<void> {
    if (this.listener !== undefined) return;
    const tell = (error: unknown): void =>
      this.options.report(error instanceof Error ? error.message : String(error));
    this.listener = new DatabaseListener(this.options.databaseUrl, tell);
    this.listener.on(configurationChannel, () => this.look());
    this.options.configuration.onChange(() => void (this.reportedAt = Number.NEGATIVE_INFINITY));
    this.timer = setInterval(() => this.look(), lookEveryMs);
    await this.listener.open();
    this.look();
  }

  async close(): Promise<void> {
    const { listener } = this;
    if (listener === undefined || this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    await listener.close();
    await this.looking;
    await this.processes.leave().catch((error: unknown) => this.tell(error));
  }

  private look(): void {
    this.looking = this.looking.then(() => this.lookOnce()).catch((error: unknown) => this.tell(error));
  }

  private async lookOnce(): Promise<void> {
    const { configuration } = this.options;
    await configuration.upToDate();
    const { refused, current } = configuration;
    if (refused !== undefined && refused.number !== this.told) {
      this.told = refused.number;
      const problems = refused.problems.slice(0, 20).map((one) => describeProblem(one, 'en'));
      this.options.report(
        [`configuration ${refused.number} is wrong here; ${current.number} stays`, ...problems].join('\n'),
      );
    }
    if (performance.now() - this.reportedAt < reportEveryMs) return;
    this.reportedAt = performance.now();
    await this.processes.report({ configuration: current.number, refused });
  }

  private tell(error: unknown): void {
    this.options.report(error instanceof Error ? error.message : String(error));
  }
}
