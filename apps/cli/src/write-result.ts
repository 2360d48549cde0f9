import type { Call } from './command.js';
import { replaceFile } from './replace-file.js';

/** The bytes of a result to the file that `--out` names, or to standard output. */
export async function writeResult(bytes: Uint8Array, { given, terminal }: Call): Promise<void> {
  const out = given.optional('out');
  if (out === undefined) await terminal.write(bytes);
  else await replaceFile(out, bytes);
}
