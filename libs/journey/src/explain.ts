import { codecFor } from '#libs/codecs';
import type { LineageEntry, Mapping } from '#libs/mapping';
import type { Engines } from './engines.js';
import { examine, wholeOf } from './journey.js';
import type { ReceivedMessage } from './outcome.js';
import { recordOf } from './record-of.js';
import { decode } from './stages/decode.js';
import { identify, type IdentifiedInterchange, type IdentifiedMessage } from './stages/identify.js';
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
  const identification = identify(message, engines.routing);
  const all: (readonly LineageEntry[])[] = [];
  if (identification.kind === 'identified')
    all.push(...(await lineagesOf(message, identification, engines, mapping)));
  else if (identification.kind === 'interchange' && identification.terms.batch.interchange === 'keep')
    for await (const part of acceptedParts(message, identification, engines)) {
      const known = identify(part, engines.routing);
      if (known.kind === 'identified') all.push(...(await lineagesOf(part, known, engines, mapping)));
    }
  return new Map(all.map((lineage, ordinal) => [ordinal, lineage]));
}

async function lineagesOf(
  message: ReceivedMessage,
  { agreement, partner }: IdentifiedMessage,
  engines: Engines,
  mapping: (name: string) => Mapping | undefined,
): Promise<(readonly LineageEntry[])[]> {
  const decoded = decode(await wholeOf(message), agreement, message, engines);
  if (decoded.document === undefined) return [];
  const { document } = validate(decoded.document, agreement, partner, engines);
  if (document === undefined) return [];
  return agreement.mappings.flatMap((name) => {
    const result = mapping(name)?.run(document, mappingContext(message, agreement, engines));
    return (result?.documents ?? []).map(({ lineage }) => lineage);
  });
}

/** Those messages of an interchange that was kept in one piece whose canonical messages are its own. */
async function* acceptedParts(
  file: ReceivedMessage,
  { format }: IdentifiedInterchange,
  engines: Engines,
): AsyncIterable<ReceivedMessage> {
  for await (const part of codecFor(format).split!(file.chunks())) {
    if (part.sequence === 0) continue;
    const message = recordOf(file, part, { format });
    if ((await examine(message, engines)).verdict === 'accepted') yield message;
  }
}
