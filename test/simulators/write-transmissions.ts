import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Transmission } from './transmission.js';

/** Writes each transmission as a file of its own, and `expectations.json` with what must come of each. */
export async function writeTransmissions(
  folder: string,
  transmissions: readonly Transmission[],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const expectations = [];
  for (const one of transmissions) {
    const file =
      one.fileName ?? `${one.id}.${one.contentType.startsWith('application/json') ? 'json' : 'xml'}`;
    await pipeline(Readable.from(one.chunks()), createWriteStream(join(folder, file)));
    const { id, sender, channel, contentType, expectation } = one;
    expectations.push({ file, id, sender, channel, contentType, expectation });
  }
  writeFileSync(join(folder, 'expectations.json'), `${JSON.stringify(expectations, null, 2)}\n`);
}
