import type { MappedDocument } from '#libs/mapping';
import { locationOf, type DocumentNode, type FormatName } from '#libs/message';

/** One JSON line per value of a mapped document: the value, the rule that gave it, and where in the source it was. */
export function* lineageLines({ document, lineage }: MappedDocument, ordinal: number): Generator<string> {
  const values = new Map(valuesOf(document.root, document.format));
  for (const { target, rule, source, sourceValue, sources } of lineage) {
    const value = values.get(target);
    yield JSON.stringify({ document: ordinal, target, value, rule, source, sourceValue, sources });
  }
}

function* valuesOf(node: DocumentNode, format: FormatName): Generator<[string, string]> {
  if (node.kind === 'value') yield [locationOf(node, format).path ?? '', node.text ?? ''];
  for (const child of node.children) yield* valuesOf(child, format);
}
