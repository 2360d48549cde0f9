import type { MessageModel } from '#libs/canonical';
import type { Document } from '#libs/message';

/** At least this part of the members must be the model's own, so that a message with some faults is still known. */
const leastShare = 0.7;

/**
 * The canonical message that a document is: XML by its root and namespace, JSON by the names of its members; undefined
 * when none fits, or two fit as well as each other.
 */
export function canonicalSchemaOf(
  { format, root }: Document,
  models: ReadonlyMap<string, MessageModel>,
): string | undefined {
  if (format === 'xml') {
    const isRoot = ({ xmlRoot, xmlNamespace }: MessageModel): boolean =>
      xmlRoot === root.name && xmlNamespace === root.namespace;
    return [...models].find(([, model]) => isRoot(model))?.[0];
  }
  if (format !== 'json' || root.kind !== 'object') return undefined;
  const names = new Set(root.children.map((child) => child.name));
  const [best, second] = [...models]
    .map(([schema, model]) => ({ schema, likeness: likeness(names, model) }))
    .sort((one, other) => other.likeness - one.likeness);
  if (best === undefined || best.likeness < leastShare || best.likeness === second?.likeness)
    return undefined;
  return best.schema;
}

/** Names in common, of all names that are there or must be there. */
function likeness(names: ReadonlySet<string>, { root }: MessageModel): number {
  const known = root.fields.filter((field) => names.has(field.name)).length;
  const missing = root.fields.filter((field) => field.required && !names.has(field.name)).length;
  return known / (names.size + missing);
}
