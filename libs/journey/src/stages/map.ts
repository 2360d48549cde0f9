import { fromXmlDocument } from '#libs/canonical';
import { codecFor } from '#libs/codecs';
import { faultsAtSource, type MappedDocument, type Mapping } from '#libs/mapping';
import { hasErrors, plainValueOf, type Document, type Issue } from '#libs/message';
import { tolerate, type Agreement } from '#libs/routing';
import type { CanonicalDefinition, Engines } from '../engines.js';
import type { BusinessKey, CanonicalMessage, ReceivedMessage } from '../outcome.js';

export interface Mapped {
  readonly canonicals: readonly CanonicalMessage[];
  readonly keys: readonly BusinessKey[];
  readonly issues: readonly Issue[];
}

/**
 * The document through each mapping of its agreement; every result must obey its canonical schema. An agreement about a
 * canonical message has no mappings.
 */
export function map(
  document: Document,
  agreement: Agreement,
  message: ReceivedMessage,
  engines: Engines,
): Mapped {
  const already = agreement.mappings.length === 0 ? engines.canonical(agreement.schema) : undefined;
  if (already !== undefined) {
    const canonicals = [asItIs(document, already)];
    return { canonicals, keys: keysOf(canonicals, engines), issues: [] };
  }
  const canonicals: CanonicalMessage[] = [];
  const issues: Issue[] = [];
  for (const name of agreement.mappings) {
    const mapping = engines.mapping(name);
    const definition = engines.canonical(mapping?.to.schema ?? '');
    if (mapping === undefined || definition === undefined)
      throw new Error(`agreement ${agreement.id} names no mapping ${name}`);
    const result = mapping.run(document, mappingContext(message, agreement, engines));
    issues.push(...result.issues);
    const told = tolerate(result.issues, agreement.tolerance);
    for (const mapped of result.documents) {
      issues.push(...schemaFaults(mapped, told, definition.schema, engines));
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

/** A partner that speaks our own messages: nothing is mapped, and its XML form becomes the JSON form. */
function asItIs(document: Document, definition: CanonicalDefinition): CanonicalMessage {
  const json = document.format === 'xml' ? fromXmlDocument(document, definition.model) : document;
  const version = String(definition.version);
  return {
    ...canonicalMessage(json, definition),
    ordinal: 0,
    mapping: definition.schema,
    mappingVersion: version,
  };
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
    value: plainValueOf(document.root),
    json: codecFor('json').encode(document).bytes,
  };
}

/**
 * What the canonical schema says of the result. A member that is missing because its value could not be mapped is no
 * news: the mapping has told that fault already, unless the agreement tolerates it.
 */
function schemaFaults(
  mapped: MappedDocument,
  told: readonly Issue[],
  schema: string,
  engines: Engines,
): Issue[] {
  const faults = engines.schemas.validate(mapped.document, schema);
  const isNews = (fault: Issue): boolean => fault.code !== 'element-missing' || !hasErrors(told);
  return faultsAtSource(faults.filter(isNews), mapped);
}

/** Every business key of these, once. */
export function keysOf(canonicals: readonly CanonicalMessage[], engines: Engines): BusinessKey[] {
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
