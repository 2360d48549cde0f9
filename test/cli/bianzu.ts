import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { beforeAll, jest } from '@jest/globals';
import { run } from '#apps/cli';
import { buildOnce } from './build-once.js';

export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly bytes: Buffer;
  readonly err: string;
}

export interface Circumstances {
  readonly input?: string | Uint8Array;
  readonly environment?: NodeJS.ProcessEnv;
}

export const root = resolve('.');

/** To be called at the top of a test file that runs the command as a process. */
export function useBuiltCommand(): void {
  jest.setTimeout(120_000);
  beforeAll(() => buildOnce(root), 200_000);
}

/** Runs the command line in this process, in English and on the clone unless told otherwise. */
export async function bianzu(args: readonly string[], circumstances: Circumstances = {}): Promise<Ended> {
  const { input = '', environment = {} } = circumstances;
  const [out, err] = [new PassThrough(), new PassThrough()];
  const output = Promise.all([buffer(out), text(err)]);
  const exitCode = await run({
    args,
    environment: { LC_ALL: 'C', ...environment },
    input: Readable.from(pieces(Buffer.from(input))),
    out,
    err,
    home: root,
  });
  out.end();
  err.end();
  const [bytes, noted] = await output;
  return { exitCode, bytes, out: bytes.toString('utf8'), err: noted };
}

/** Runs the built command as a process of its own, with these options of Node. */
export async function bianzuProcess(
  args: readonly string[],
  nodeOptions: readonly string[],
  input: Circumstances['input'] = '',
): Promise<Ended> {
  const main = join(root, 'dist/apps/cli/src/main.js');
  const child = spawn(process.execPath, [...nodeOptions, main, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  // a command that does not want its input closes it
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = once(child, 'close') as Promise<[number | null]>;
  const [bytes, err, [exitCode]] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
  return { exitCode, bytes, out: bytes.toString('utf8'), err };
}

/** As they come from a pipe. */
function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.byteLength; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** Each line of the output as JSON. */
export function jsonLines<T>({ out }: Ended): T[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
