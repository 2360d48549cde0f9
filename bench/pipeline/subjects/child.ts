import { spawn, type ChildProcess } from 'node:child_process';

const loader = new URL('../../../scripts/schemas/typescript-loader.mjs', import.meta.url).href;

/** A child process that says what it offers: `ready` has the groups of the pattern in its output. */
export interface Child {
  readonly pid: number;
  readonly ready: RegExpExecArray;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly runtime?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingFolder?: string;
  /** A folder that gets a CPU profile of the process when it ends. */
  readonly profiles?: string;
}

/** @throws Error with all that it said, when it ends before it is ready */
export async function startChild(
  program: string,
  args: readonly string[],
  readyPattern: RegExp,
  { runtime = process.execPath, environment = {}, workingFolder, profiles }: ChildOptions = {},
): Promise<Child> {
  const own = program.endsWith('.ts') ? ['--import', loader] : [];
  if (profiles !== undefined) own.push('--cpu-prof', '--cpu-prof-dir', profiles);
  const child = spawn(runtime, [...own, program, ...args], {
    env: { ...process.env, ...environment },
    cwd: workingFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { pid: child.pid!, ready: await said(child, readyPattern), stop: () => stop(child) };
}

function said(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    const listen = (chunk: Buffer): void => {
      if (text.length < 100_000) text += chunk.toString();
      const match = pattern.exec(text);
      if (match !== null) resolve(match);
    };
    child.stdout!.on('data', listen);
    child.stderr!.on('data', listen);
    child.once('close', (code) => reject(new Error(`it ended with ${code}:\n${text}`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}
