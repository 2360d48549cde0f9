import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerOwner } from '#postgres-binaries';

export interface ServerCommand {
  readonly postgres: string;
  readonly args: readonly string[];
  readonly owner: ServerOwner | undefined;
  /** Its working folder. */
  readonly folder: string;
}

/** What is left of a server that was killed may hold its memory for a moment; then it is tried again. */
const againAfterMs = 500;

/**
 * A PostgreSQL of ours as a process. It runs under a small supervisor that stops it when we are gone, however we went, and in
 * a session of its own, so that a Ctrl-C at our terminal is ours alone to handle.
 */
export class KeptServer {
  private current: ChildProcess;
  private lastWords: () => string;
  private isStopping = false;

  constructor(private readonly command: ServerCommand) {
    this.current = supervised(command);
    this.lastWords = lastWordsOf(this.current);
  }

  get hasEnded(): boolean {
    return this.current.exitCode !== null || this.current.signalCode !== null;
  }

  /** The last of what it says on its standard error. */
  get said(): string {
    return this.lastWords();
  }

  /** From now on it is started again whenever it ends: on its data, at its port. */
  keep(): void {
    this.current.once('exit', () => void this.restart());
    // it may have ended before anybody listened
    if (this.hasEnded) void this.restart();
  }

  /** A fast shutdown. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.hasEnded) return;
    const exit = exitOf(this.current);
    this.current.stdin?.end();
    await exit;
  }

  /** Never rejects: what cannot be started is tried again. */
  private async restart(): Promise<void> {
    const ended = this.current;
    // its supervisor has nobody to stop any more
    ended.stdin?.end();
    await delay(againAfterMs);
    if (this.isStopping || this.current !== ended) return;
    console.error(
      `数据库进程意外结束，正在重新启动 the database has ended and is started again ${this.said}`,
    );
    this.current = supervised(this.command);
    this.lastWords = lastWordsOf(this.current);
    this.keep();
  }
}

/**
 * The shell waits for the end of its standard input, which is a pipe from us: it ends when we do. Then, or when we close
 * it, the server gets SIGINT, a fast shutdown that finishes nobody's transaction half-way.
 */
function supervised({ postgres, args, owner, folder }: ServerCommand): ChildProcess {
  const script =
    'exec 3<&0; "$@" </dev/null & server=$!; (cat <&3 >/dev/null; kill -INT "$server") & wait "$server"';
  const child = spawn('/bin/sh', ['-c', script, 'sh', postgres, ...args], {
    ...owner,
    cwd: folder,
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  // told by its exit
  child.stdin.on('error', () => undefined);
  return child;
}

export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** The last of what a process says on its standard error. */
export function lastWordsOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4_000)));
  return () => text.trim();
}
