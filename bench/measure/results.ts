import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../results');

/** Writes what was measured, with the machine that it was measured on. @returns the file */
export function writeResults(name: string, measured: object): string {
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model };
  const file = join(folder, `${name}-${at.replaceAll(':', '')}.json`);
  writeFileSync(file, `${JSON.stringify({ at, machine, ...measured }, null, 2)}\n`);
  return file;
}
