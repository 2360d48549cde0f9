import { codecFor } from '#libs/codecs';
import type { LineageEntry, MappedDocument, Mapping } from '#libs/mapping';
import { toPlainValue, type Document, type Issue } from '#libs/message';
import type { Agreement } from '#libs/routing';
import type { CanonicalDefinition, Engines } from '../engines.js';
import type { BusinessKey, CanonicalMessage, ReceivedMessage } from '../outcome.js';

export interface Mapped {
  readonly canonicals: readonly CanonicalMessage[];
  readonly keys: readonly BusinessKey[];
  readonly issues: readonly Issue[];
}

/** The document through each mapping of its agreement; every result must obey its canonical schema. */
export function map(
  document: Document,
  agreement: Agreement,
  message: ReceivedMessage,
  engines: Engines,
): Mapped {
  const canonicals: CanonicalMessage[] = [];
  const issues: Issue[] = [];
  for (const name of agreement.mappings) {
    const mapping = engines.mapping(name);
    const definition = engines.canonical(mapping?.to.schema ?? '');
    if (mapping === undefined || definition === undefined)
      throw new Error(`agreement ${agreement.id} names no mapping ${name}`);
    const result = mapping.run(document, mappingContext(message, agreement, engines));
    issues.push(...result.issues);
    for (const mapped of result.documents) {
      issues.push(...schemaFaults(mapped, definition, engines));
      canonicals.push({
        ...canonicalMessage(mapped.document, definition),
        ordinal: canonicals.length,
        mapping: name,
        mappingVersion: mapping.version,
      });
    }
  }
  return { canonicals, keys: keysOf(canonicals, engines), issues };
}

export function mappingContext(
  message: ReceivedMessage,
  agreement: Agreement,
  engines: Engines,
): MappingInput {
  return {
    codeLists: engines.codeLists,
    sender: agreement.partner,
    // the time of receipt, so that the same message maps to the same result whenever it is run again
    now: message.envelope.receivedAt,
    messageId: message.envelope.id,
  };
}

type MappingInput = Parameters<Mapping['run']>[1];

function canonicalMessage(
  document: Document,
  definition: CanonicalDefinition,
): Pick<CanonicalMessage, 'type' | 'version' | 'document' | 'value' | 'json'> {
  return {
    type: definition.type,
    version: definition.version,
    document,
    value: toPlainValue(document.root),
    json: codecFor('json').encode(document).bytes,
  };
}

/** A fault of the canonical message is told where the value came from, for that is the only place its sender knows. */
function schemaFaults(mapped: MappedDocument, definition: CanonicalDefinition, engines: Engines): Issue[] {
  const faults = engines.schemas.validate(mapped.document, definition.schema);
  if (faults.length === 0) return [];
  const sources = new Map(mapped.lineage.map((entry) => [entry.target, entry]));
  return faults.map((fault) => ({
    ...fault,
    location: nearest(fault.location.path ?? '', sources)?.source ?? fault.location,
  }));
}

function nearest(pointer: string, sources: ReadonlyMap<string, LineageEntry>): LineageEntry | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const entry = sources.get(at);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function keysOf(canonicals: readonly CanonicalMessage[], engines: Engines): BusinessKey[] {
  const found = new Map<string, BusinessKey>();
  for (const { type: canonicalType, version, document } of canonicals) {
    for (const { type, path } of engines.canonical(`canonical/${canonicalType}/${version}`)?.keys ?? []) {
      for (const node of path.select(document.root)) {
        if (node.text === undefined || node.text === '') continue;
        const key = { type, value: node.text.slice(0, 200) };
        found.set(`${key.type}\n${key.value}`, key);
      }
    }
  }
  return [...found.values()];
}
