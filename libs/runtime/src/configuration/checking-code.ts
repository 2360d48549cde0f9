import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The libraries whose code decides whether a configuration has mistakes. */
const deciding = [
  'base-data',
  'canonical',
  'channels',
  'checked-yaml',
  'codecs',
  'configuration',
  'conformance',
  'mapping',
  'message',
  'routing',
  'validation',
];

const libraries = resolve(import.meta.dirname, '../../..');

let known: string | undefined;

/** A hash over the code that checks configurations: what it has found holds for as long as this is the same. */
export function checkingCode(): string {
  known ??= hashOf(deciding.map((library) => join(libraries, library, 'src')));
  return known;
}

function hashOf(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isCode).sort();
    for (const name of names) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

function isCode(name: string): boolean {
  return /\.(?:js|ts|json)$/.test(name) && !/\.(?:spec|d)\.(?:js|ts)$/.test(name);
}
