import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Mapping } from '#libs/mapping';
import type { PlainValue } from '#libs/message';
import type { SentSample } from '../scenario/scenario.js';

type PlainObject = Readonly<Record<string, PlainValue>>;

/**
 * Canonical messages from which a test message may be made, the best first: the sample of the step; or what the tests of the
 * mapping are made of, because the mapping can write these; and at last the example of the canonical message.
 * @param root of the configuration
 */
export function* canonicalSamples(
  root: string,
  mapping: Mapping,
  { sample }: SentSample,
): Generator<PlainObject> {
  if (sample !== undefined) {
    yield* objectIn(join(root, 'schemas', 'conformance', sample));
    return;
  }
  for (const { given, issues = [] } of mapping.tests) {
    if (issues.length > 0) continue;
    if (typeof given !== 'string') yield* objectOf(given);
    else if (!given.includes('\n')) yield* objectIn(join(root, posix.dirname(mapping.file), given));
  }
  if (mapping.from.schema !== undefined)
    yield* objectIn(join(root, 'schemas', `${mapping.from.schema}.example.json`));
}

function objectIn(file: string): PlainObject[] {
  return existsSync(file) && file.endsWith('.json') ? objectOf(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

function objectOf(value: unknown): PlainObject[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value as PlainObject] : [];
}
