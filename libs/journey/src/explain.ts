import type { LineageEntry, Mapping } from '#libs/mapping';
import type { Engines } from './engines.js';
import { wholeOf } from './journey.js';
import type { ReceivedMessage } from './outcome.js';
import { decode } from './stages/decode.js';
import { identify } from './stages/identify.js';
import { mappingContext } from './stages/map.js';
import { validate } from './stages/validate.js';

/**
 * Runs the mappings of a message once more to tell where each value of its canonical messages came from.
 * @param mapping the mapping by name, in the version that was used
 * @returns lineage by the ordinal of the canonical message
 */
export async function explainCanonicals(
  message: ReceivedMessage,
  engines: Engines,
  mapping: (name: string) => Mapping | undefined,
): Promise<Map<number, readonly LineageEntry[]>> {
  const lineages = new Map<number, readonly LineageEntry[]>();
  const identification = identify(message, engines.routing);
  if (identification.kind !== 'identified') return lineages;
  const { agreement, partner } = identification;
  const decoded = decode(await wholeOf(message), agreement, message, engines);
  if (decoded.document === undefined) return lineages;
  const { document } = validate(decoded.document, agreement, partner, engines);
  if (document === undefined) return lineages;
  for (const name of agreement.mappings) {
    const result = mapping(name)?.run(document, mappingContext(message, agreement, engines));
    for (const { lineage } of result?.documents ?? []) lineages.set(lineages.size, lineage);
  }
  return lineages;
}
