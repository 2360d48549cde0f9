import { toXmlDocument } from '#libs/canonical';
import { codecFor } from '#libs/codecs';
import { hasErrors, type Document, type Issue } from '#libs/message';
import { durationMs, type Destination } from '#libs/routing';
import type { Engines } from '../engines.js';
import { orderKeyOf } from '../order-key.js';
import { interchangeTerms } from '../outbound/interchange-terms.js';
import { prepareInterchange } from '../outbound/prepare-interchange.js';
import type { CanonicalMessage, OutgoingMessage, ReceivedMessage } from '../outcome.js';
import { keysOf } from './map.js';

/** Each canonical message in the format of each destination that the routes name for it. */
export function address(
  canonicals: readonly CanonicalMessage[],
  message: ReceivedMessage,
  engines: Engines,
): OutgoingMessage[] {
  const sender = message.envelope.sender ?? '';
  return canonicals.flatMap((canonical) =>
    engines.routing
      .destinationsFor(canonical.type, sender, canonical.document.root)
      .map((destination) => outgoing(canonical, destination, message, engines)),
  );
}

/** A message that cannot be written for a destination is kept as a failed delivery; the others go on. */
function outgoing(
  canonical: CanonicalMessage,
  destination: Destination,
  message: ReceivedMessage,
  engines: Engines,
): OutgoingMessage {
  const mapping = engines.mapping(destination.mapping);
  if (mapping === undefined)
    throw new Error(`destination ${destination.id} names no mapping ${destination.mapping}`);
  const { documents, issues } = mapping.run(canonical.document, {
    codeLists: engines.codeLists,
    sender: message.envelope.sender,
    receiver: destination.partner,
    now: message.envelope.receivedAt,
    messageId: message.envelope.id,
  });
  const facts = {
    destination,
    canonicalOrdinal: canonical.ordinal,
    mapping: mapping.name,
    mappingVersion: mapping.version,
  };
  const terms = interchangeTerms(destination, engines.routing.partner(destination.partner));
  if (terms !== undefined && documents.length > 0 && !hasErrors(issues)) {
    const messages = documents.map(({ document }) => document);
    const { prepared: interchange, issues: faults } = prepareInterchange(messages, terms, engines.schemas);
    return { ...facts, interchange, issues: [...issues, ...faults] };
  }
  const document = documents[0]?.document;
  if (document === undefined || hasErrors(issues)) return { ...facts, issues };
  const faults: Issue[] = [...issues, ...engines.schemas.validate(document, destination.schema)];
  if (hasErrors(faults)) return { ...facts, issues: faults };
  const encoded = codecFor(destination.format).encode(inFormat(document, destination, engines), {
    charset: destination.charset,
    declaration: true,
  });
  return {
    ...facts,
    receipt: receiptOf(canonical, destination),
    ...(destination.order === 'key'
      ? // without a business key there is nothing that it could overtake
        { orderKey: orderKeyOf(keysOf([canonical], engines)) ?? message.envelope.id }
      : {}),
    issues: [...faults, ...encoded.issues],
    bytes: hasErrors(encoded.issues) ? undefined : encoded.bytes,
  };
}

/** A canonical message that leaves as it is has an XML form as well. */
function inFormat(document: Document, { format, schema }: Destination, engines: Engines): Document {
  const definition = engines.canonical(schema);
  return format === 'xml' && definition !== undefined ? toXmlDocument(document, definition.model) : document;
}

/** The mapping of a destination that acknowledges writes the `documentId` as the reference of its document. */
function receiptOf({ value }: CanonicalMessage, { ackDeadline }: Destination): OutgoingMessage['receipt'] {
  const { documentId } = value as { documentId?: unknown };
  if (ackDeadline === undefined || typeof documentId !== 'string') return undefined;
  return { reference: documentId, withinMs: durationMs(ackDeadline) };
}
