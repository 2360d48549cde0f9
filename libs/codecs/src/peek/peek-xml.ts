import { decodeAs } from '../charset/decode-text.js';

const longestValue = 10_000;
const less = 0x3c;
const greater = 0x3e;
const slash = 0x2f;
const colon = 0x3a;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Signs of markup are below 40 hex and never trail bytes of GB18030, so they can be looked for byte by byte. */
export function peekXml(bytes: Buffer, name: Buffer, charset: string): string | undefined {
  for (let at = bytes.indexOf(less); at >= 0; at = bytes.indexOf(less, at)) {
    const behind = behindUnread(bytes, at);
    if (behind < 0) return undefined;
    if (behind > at) {
      at = behind;
      continue;
    }
    const nameEnd = endOfName(bytes, at + 1);
    const isWanted = hasLocalName(bytes, at + 1, nameEnd, name);
    const tagEnd = endOfTag(bytes, nameEnd);
    if (tagEnd < 0) return undefined;
    at = tagEnd;
    if (!isWanted) continue;
    if (bytes[tagEnd - 2] === slash) return '';
    const text = textFrom(bytes, tagEnd, charset);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Behind a comment, CDATA section, instruction, declaration or end tag at `at`; `at` for a start tag, -1 for the end. */
function behindUnread(bytes: Buffer, at: number): number {
  switch (bytes[at + 1]) {
    case 0x21:
      if (bytes[at + 2] === 0x2d) return behind(bytes, '-->', at + 4);
      return behind(bytes, bytes[at + 2] === 0x5b ? ']]>' : '>', at);
    case 0x3f:
      return behind(bytes, '?>', at);
    case slash:
      return behind(bytes, '>', at);
    default:
      return at;
  }
}

function behind(bytes: Buffer, sign: string, from: number): number {
  const found = bytes.indexOf(sign, from);
  return found < 0 ? -1 : found + sign.length;
}

function endOfName(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at]! > 0x20 && bytes[at] !== greater && bytes[at] !== slash) at++;
  return at;
}

function hasLocalName(bytes: Buffer, start: number, end: number, name: Buffer): boolean {
  const from = end - name.length;
  if (from < start || (from > start && bytes[from - 1] !== colon)) return false;
  return bytes.compare(name, 0, name.length, from, end) === 0;
}

/** Behind the `>` of a tag; one within quotes does not count. */
function endOfTag(bytes: Buffer, from: number): number {
  let quote = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === greater) return at + 1;
    else if (byte === 0x22 || byte === 0x27) quote = byte;
  }
  return -1;
}

/** Text and CDATA up to the end tag; undefined when there is a child element or no end. */
function textFrom(bytes: Buffer, start: number, charset: string): string | undefined {
  let text = '';
  for (let at = start; at - start <= longestValue;) {
    const next = bytes.indexOf(less, at);
    if (next < 0 || next - start > longestValue) return undefined;
    text += resolveEntities(decodeAs(bytes.subarray(at, next), charset).text.replace(/\r\n?/g, '\n'));
    if (bytes[next + 1] === slash) return text;
    at = behindUnread(bytes, next);
    if (at <= next) return undefined;
    if (bytes[next + 2] === 0x5b) text += decodeAs(bytes.subarray(next + 9, at - 3), charset).text;
  }
  return undefined;
}

function resolveEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/g,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return entities[name as string]!;
      const code = hex === undefined ? Number(decimal) : parseInt(hex as string, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
