import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { beforeAll, jest } from '@jest/globals';
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
  readonly folder?: string;
  readonly nodeOptions?: readonly string[];
}

export const root = resolve('.');

/** To be called at the top of a test file that runs the command. */
export function useBuiltCommand(): void {
  jest.setTimeout(120_000);
  beforeAll(() => buildOnce(root), 200_000);
}

/** Runs the built command as a process of its own, in English and in the clone unless told otherwise. */
export function bianzu(args: readonly string[], circumstances: Circumstances = {}): Promise<Ended> {
  const { input = '', environment = {}, folder = root, nodeOptions = [] } = circumstances;
  const main = join(root, 'dist/apps/cli/src/main.js');
  const child = spawn(process.execPath, [...nodeOptions, main, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', ...environment },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // a command that does not want its input closes it
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (exitCode) => {
      const bytes = Buffer.concat(out);
      done({ exitCode, bytes, out: bytes.toString('utf8'), err: Buffer.concat(err).toString('utf8') });
    });
  });
}

/** Each line of the output as JSON. */
export function jsonLines<T>({ out }: Ended): T[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
