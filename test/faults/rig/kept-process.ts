import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { BianzuProcess, type Exit } from '../../support/bianzu-process.js';
import type { Boundary } from './boundaries.js';
import { deadlyWords } from './messages.js';

export interface KeptOptions {
  readonly app: 'hub' | 'gateway' | 'worker';
  readonly arguments?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What it says when it serves. */
  readonly ready: RegExp;
}

const startAgainMs = 200;
/** A process that ends so often before it serves will never serve. */
const mostFailedStarts = 10;
const preloads = ['die-at.mjs', 'clock.mjs', 'deadly.mjs', 'process-id.mjs'].map(
  (name) => `--import=${pathToFileURL(resolve('test/faults/rig/preload', name)).href}`,
);

/** None of them outlives the program that keeps them. */
const alive = new Set<BianzuProcess>();
process.on('exit', () => alive.forEach((one) => one.signal('SIGKILL')));

/** A process of the built product that is started again whenever it ends, as a service manager does. */
export class KeptProcess {
  /** How often it was started. */
  starts = 0;
  /** Boundaries at which it has died. */
  readonly diedAt: string[] = [];
  private current: BianzuProcess | undefined;
  private isKept = true;
  private readonly running: Promise<void>;
  private readonly said: string[] = [];
  private changes: Readonly<Record<string, string>> = {};

  constructor(
    readonly name: string,
    private readonly options: KeptOptions,
    /** Each start takes the next of them, until all are done. */
    private readonly boundaries: Boundary[] = [],
  ) {
    this.running = this.keep();
  }

  get pid(): number | undefined {
    return this.current?.pid;
  }

  private get serves(): boolean {
    const { current } = this;
    return current !== undefined && !current.hasEnded && this.options.ready.test(current.output);
  }

  /** Resolves when it serves; after a kill, when it serves again. */
  async ready(): Promise<void> {
    const most = this.starts + mostFailedStarts;
    while (!this.serves) {
      if (this.starts > most) throw new Error(`${this.name} does not start: ${this.output}`);
      if (!this.isKept) throw new Error(`${this.name} is not to run any more`);
      await pause(20);
    }
  }

  async kill(): Promise<void> {
    await this.current?.end('SIGKILL');
  }

  /** Tells it to end, and waits for it. */
  async restart(): Promise<Exit> {
    const { current } = this;
    if (current === undefined) throw new Error(`${this.name} is not there yet`);
    return current.end('SIGTERM');
  }

  /** From its next start on. */
  setEnvironment(changes: Readonly<Record<string, string>>): void {
    this.changes = { ...this.changes, ...changes };
  }

  freeze(): void {
    this.current?.signal('SIGSTOP');
  }

  thaw(): void {
    this.current?.signal('SIGCONT');
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.isKept = false;
    this.thaw();
    await this.kill();
    await this.running;
  }

  /** The last that it and those before it have said. */
  get output(): string {
    return [...this.said, this.current?.output ?? ''].join('\n--- started again\n').slice(-8_000);
  }

  private async keep(): Promise<void> {
    while (this.isKept) {
      const boundary = this.boundaries.shift();
      const process = this.begin(boundary);
      alive.add(process);
      const { signal } = await process.exited;
      alive.delete(process);
      if (boundary !== undefined && signal === 'SIGKILL' && process.wasKilledFromInside)
        this.diedAt.push(boundary.name);
      // something else has ended it before it came there
      else if (boundary !== undefined) this.boundaries.unshift(boundary);
      this.said.push(process.output.slice(-2_000));
      if (this.isKept) await pause(startAgainMs);
    }
  }

  private begin(boundary: Boundary | undefined): BianzuProcess {
    const { app, arguments: given, environment } = this.options;
    this.starts += 1;
    const process = BianzuProcess.startBuilt(app, {
      arguments: given,
      environment: {
        ...environment,
        ...this.changes,
        NODE_OPTIONS: preloads.join(' '),
        FAULT_DEADLY: deadlyWords,
        ...(boundary === undefined ? {} : { FAULT_DIE_AT: JSON.stringify(boundary.at) }),
      },
    });
    this.current = process;
    return process;
  }
}
