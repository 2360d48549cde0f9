import { fromXmlDocument, toXmlDocument, type MessageModel } from '#libs/canonical';
import { codecFor } from '#libs/codecs';
import type { Configuration } from '#libs/configuration';
import { fromPlainValue, type Document, type Issue, type PlainValue } from '#libs/message';

/** The two forms of a canonical message; both come from its one definition. */
export const canonicalTypes = ['application/json', 'application/xml', 'text/xml'] as const;
export type CanonicalMediaType = (typeof canonicalTypes)[number];

/** A canonical message in one of its forms. @param schema as `canonical/transport-order/1` */
export function canonicalBytes(
  value: PlainValue,
  schema: string,
  mediaType: CanonicalMediaType,
  { canonical }: Pick<Configuration, 'canonical'>,
): Uint8Array {
  return bytesOf(value, mediaType, () => {
    const definition = canonical(schema);
    if (definition === undefined) throw new Error(`there is no canonical message ${schema}`);
    return definition.model;
  });
}

/** The same of whatever is described like a canonical message. @param model is asked for when XML is wanted */
export function bytesOf(
  value: PlainValue,
  mediaType: CanonicalMediaType,
  model: () => MessageModel,
): Uint8Array {
  const document: Document = { format: 'json', charset: 'utf-8', root: fromPlainValue(value) };
  if (mediaType === 'application/json') return codecFor('json').encode(document).bytes;
  const xml = toXmlDocument(document, model());
  return codecFor('xml').encode(xml, { charset: 'utf-8', declaration: true }).bytes;
}

/** Bytes in either form as the JSON form, with everything that is wrong with them by the schema of their own form. */
export function readCanonical(
  bytes: Uint8Array,
  schema: string,
  mediaType: CanonicalMediaType,
  { canonical, schemas }: Pick<Configuration, 'canonical' | 'schemas'>,
): { readonly document?: Document; readonly issues: readonly Issue[] } {
  const definition = canonical(schema);
  if (definition === undefined) throw new Error(`there is no canonical message ${schema}`);
  const { document, issues } = codecFor(mediaType === 'application/json' ? 'json' : 'xml').decode(bytes);
  if (document === undefined) return { issues };
  const all = [...issues, ...schemas.validate(document, schema)];
  return {
    document: document.format === 'xml' ? fromXmlDocument(document, definition.model) : document,
    issues: all,
  };
}
