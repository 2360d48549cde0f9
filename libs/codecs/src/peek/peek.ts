import type { FormatName } from '#libs/message';
import { familyOf } from '../charset/charset.js';
import { decideCharset } from '../charset/decide-charset.js';
import { decodeAs } from '../charset/decode-text.js';
import { encodeText } from '../charset/encode-text.js';
import { declaredEncoding } from '../xml/declared-encoding.js';
import { peekJson } from './peek-json.js';
import { peekXml } from './peek-xml.js';

/**
 * The text of the first XML element without child elements, or the first JSON property with a scalar value, that has this
 * local name; found by walking over the bytes once, without decoding the whole. Undefined when there is none, when the
 * value is longer than 10,000 bytes, and for formats without names in the data.
 */
export function peek(
  bytes: Uint8Array,
  format: FormatName,
  name: string,
  charset?: string,
): string | undefined {
  if (name === '' || (format !== 'xml' && format !== 'json')) return undefined;
  const look = format === 'xml' ? peekXml : peekJson;
  const known = charset ?? charsetOf(bytes, format);
  if (familyOf(known).startsWith('utf-16')) {
    const text = decodeAs(bytes.subarray(bytes.length % 2), known).text;
    return look(Buffer.from(text.replace(/^\ufeff/, ''), 'utf8'), Buffer.from(name, 'utf8'), 'utf-8');
  }
  const wanted = encodeText(name, known);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return wanted.lost.length > 0 ? undefined : look(buffer, Buffer.from(wanted.bytes), known);
}

function charsetOf(bytes: Uint8Array, format: 'xml' | 'json'): string {
  const head = bytes.subarray(0, 65_536);
  return decideCharset(head, format === 'xml' ? declaredEncoding(head) : undefined, true).charset;
}
