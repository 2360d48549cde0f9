import iconv from 'iconv-lite';

/**
 * The content of a simulated message before it is written: a plain object in the order of its format. In XML an array is
 * an element that repeats, `@name` an attribute, `#` the text beside attributes; what is undefined is left out.
 */
export type Content = { readonly [name: string]: ContentValue };
export type ContentValue = string | number | undefined | Content | readonly ContentValue[];

/** A copy with the value at `path` (names and indexes between slashes) replaced; `undefined` takes it away. */
export function withValue(content: Content, path: string, value: ContentValue): Content {
  return replaceAt(content, path.split('/'), value) as Content;
}

export function valueAt(content: Content, path: string): ContentValue {
  return path
    .split('/')
    .reduce<ContentValue>((at, name) => (at as Record<string, ContentValue> | undefined)?.[name], content);
}

function replaceAt(at: ContentValue, [name, ...rest]: readonly string[], value: ContentValue): ContentValue {
  if (name === undefined) return value;
  if (Array.isArray(at)) {
    return at.map((item: ContentValue, index) =>
      String(index) === name ? replaceAt(item, rest, value) : item,
    );
  }
  const object = at as Content;
  return { ...object, [name]: replaceAt(object[name], rest, value) };
}

/** The content as XML with a declaration of the charset, in the bytes of `actualCharset`. */
export function xmlBytes(
  content: Content,
  declaredCharset: string,
  actualCharset: string = declaredCharset,
): Uint8Array {
  const lines = [`<?xml version="1.0" encoding="${declaredCharset}"?>`];
  for (const [name, value] of Object.entries(content)) writeElement(lines, '', name, value);
  return iconv.encode(`${lines.join('\n')}\n`, actualCharset);
}

export function jsonBytes(content: Content, charset: string = 'utf-8'): Uint8Array {
  return iconv.encode(JSON.stringify(content), charset);
}

function writeElement(lines: string[], indent: string, name: string, value: ContentValue): void {
  if (value === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly ContentValue[]) writeElement(lines, indent, name, item);
    return;
  }
  if (typeof value !== 'object') {
    lines.push(`${indent}<${name}>${escapeText(String(value))}</${name}>`);
    return;
  }
  writeStructure(lines, indent, name, value as Content);
}

function writeStructure(lines: string[], indent: string, name: string, value: Content): void {
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  const attributes = entries
    .filter(([key]) => key.startsWith('@'))
    .map(
      ([key, text]) => ` ${key.slice(1)}="${escapeText(String(text as string)).replaceAll('"', '&quot;')}"`,
    );
  const opening = `${indent}<${name}${attributes.join('')}>`;
  const text = value['#'];
  if (typeof text === 'string') {
    lines.push(`${opening}${escapeText(text)}</${name}>`);
    return;
  }
  lines.push(opening);
  for (const [key, child] of entries)
    if (!key.startsWith('@')) writeElement(lines, `${indent}  `, key, child);
  lines.push(`${indent}</${name}>`);
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
