import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { buildWhenStale } from '../../scripts/setup/build.mjs';
import { eventually } from './eventually.js';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ProcessOptions {
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A process of the built hub, gateway or worker, to be killed in whatever way a test likes. */
export class BianzuProcess {
  readonly exited: Promise<Exit>;
  private text = '';
  private wasSentKill = false;

  private constructor(private readonly child: ChildProcess) {
    const keep = (chunk: Buffer): void => {
      this.text += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    this.exited = new Promise((done, fail) => {
      child.once('error', fail);
      child.once('close', (code, signal) => done({ code, signal }));
    });
  }

  /** Builds what is stale and starts it. Ports are free ones unless the environment says otherwise. */
  static async start(
    app: 'hub' | 'gateway' | 'worker',
    options: ProcessOptions = {},
  ): Promise<BianzuProcess> {
    await buildWhenStale(resolve('.'));
    return BianzuProcess.startBuilt(app, options);
  }

  /** Starts what has been built, whatever has become of the sources since then. */
  static startBuilt(app: 'hub' | 'gateway' | 'worker', options: ProcessOptions = {}): BianzuProcess {
    const program = resolve('dist/apps', app, 'src/main.js');
    return new BianzuProcess(
      spawn(process.execPath, [program, ...(options.arguments ?? [])], {
        env: { ...process.env, NODE_OPTIONS: '', PORT: '0', ...options.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  /** Everything that it has said so far. */
  get output(): string {
    return this.text;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Waits until it has said something that matches. @throws Error with all that it said, when it ends before */
  printed(pattern: RegExp, withinMs = 120_000): Promise<RegExpExecArray> {
    return eventually(
      `the process says ${pattern}; it said:\n${this.text}`,
      () => {
        const match = pattern.exec(this.text);
        if (match === null && this.hasEnded) throw new Error(`it has ended:\n${this.text}`);
        return match ?? undefined;
      },
      { withinMs },
    );
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Whether kill -9 came from nobody but itself. */
  get wasKilledFromInside(): boolean {
    return this.child.signalCode === 'SIGKILL' && !this.wasSentKill;
  }

  end(signal: NodeJS.Signals): Promise<Exit> {
    this.signal(signal);
    return this.exited;
  }

  signal(signal: NodeJS.Signals): void {
    if (signal === 'SIGKILL' && !this.hasEnded) this.wasSentKill = true;
    this.child.kill(signal);
  }
}
