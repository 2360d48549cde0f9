import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table, whole } from '../../measure/table.js';
import { writeIftminFile, writeX12File, type LargeFile } from '../../messages/large-file.js';
import { compile } from './compile.js';
import { sides, type Format, type Found } from './sides.js';

interface Run extends Found {
  readonly name: string;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
  /** Why there is no result. */
  readonly failure?: string;
}

export interface LargeRuns {
  readonly file: LargeFile;
  readonly runs: readonly Run[];
}

const longestRunMs = 180_000;

/** Every side reads a file of 100 MB once, each in a process of its own. */
export function compareLarge(format: Format): LargeRuns {
  const folder = mkdtempSync(join(tmpdir(), 'bianzu-bench-'));
  const path = join(folder, 'large.edi');
  const file = format === 'edifact' ? writeIftminFile(path) : writeX12File(path);
  const compiled = compile(join('bench', 'results', 'compiled'));
  const runs = Object.keys(sides[format]).map((name) => run(compiled, format, name, path, file));
  for (const made of [folder, compiled]) rmSync(made, { recursive: true });
  return { file, runs };
}

function run(compiled: string, format: Format, name: string, path: string, file: LargeFile): Run {
  const script = join(compiled, 'bench/edi/large/one-side.js');
  const { stdout, status, signal } = spawnSync(process.execPath, [script, format, name, path], {
    encoding: 'utf8',
    timeout: longestRunMs,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const none = { name, seconds: 0, processorSeconds: 0, peakMegabytes: 0 };
  if (status !== 0) return { ...none, failure: signal === 'SIGTERM' ? 'too slow' : 'fails' };
  const found = JSON.parse(stdout) as Run;
  const isWrong =
    (found.segments !== undefined && found.segments !== file.segments) ||
    (found.messages !== undefined && found.messages !== file.messages);
  return { ...found, name, ...(isWrong && { failure: `finds ${found.segments} segments` }) };
}

export function printLarge(title: string, { file, runs }: LargeRuns): void {
  const rows = runs.map(({ name, seconds, processorSeconds, peakMegabytes, failure }) => [
    name,
    seconds === 0 ? '-' : seconds.toFixed(1),
    processorSeconds === 0 ? '-' : whole(file.messages / processorSeconds),
    peakMegabytes === 0 ? '-' : whole(peakMegabytes),
    failure ?? '',
  ]);
  console.log(`\n${title}: ${whole(file.bytes)} bytes, ${whole(file.messages)} messages in one interchange`);
  console.log(table(['', 's', 'messages/s', 'peak MB', ''], rows));
}
