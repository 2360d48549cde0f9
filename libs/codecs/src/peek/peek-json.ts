import { characterBytes, familyOf, type CharsetFamily } from '../charset/charset.js';
import { decodeAs } from '../charset/decode-text.js';

const longestValue = 10_000;
const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const scalar = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)/;

/** Walks from string to string; a string followed by a colon is a name. */
export function peekJson(bytes: Buffer, name: Buffer, charset: string): string | undefined {
  const family = familyOf(charset);
  for (let at = bytes.indexOf(quote); at >= 0; at = bytes.indexOf(quote, at)) {
    const end = endOfString(bytes, at, family);
    if (end < 0) return undefined;
    const next = behindSpace(bytes, end);
    const isName = bytes[next] === colon;
    if (isName && isSame(bytes.subarray(at + 1, end - 1), name, charset)) {
      const value = valueAt(bytes, behindSpace(bytes, next + 1), family, charset);
      if (value !== undefined) return value;
    }
    at = end;
  }
  return undefined;
}

/** Behind the closing quote. A backslash may be the trail byte of a character in GB18030. */
function endOfString(bytes: Buffer, start: number, family: CharsetFamily): number {
  for (let at = start + 1; at < bytes.length;) {
    const byte = bytes[at]!;
    if (byte === quote) return at + 1;
    if (byte === backslash) at += 2;
    else at += byte < 0x80 ? 1 : characterBytes(bytes, at, family);
  }
  return -1;
}

function isSame(written: Buffer, name: Buffer, charset: string): boolean {
  if (!written.includes(backslash)) return written.equals(name);
  return textOf(written, charset) === decodeAs(name, charset).text;
}

function valueAt(bytes: Buffer, at: number, family: CharsetFamily, charset: string): string | undefined {
  if (bytes[at] !== quote) return scalar.exec(bytes.subarray(at, at + 100).toString('latin1'))?.[0];
  const end = endOfString(bytes, at, family);
  return end < 0 || end - at > longestValue ? undefined : textOf(bytes.subarray(at + 1, end - 1), charset);
}

function textOf(written: Buffer, charset: string): string | undefined {
  const { text } = decodeAs(written, charset);
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    // a wrong escape: decoding the whole will report it
    return undefined;
  }
}

function behindSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
  return at;
}
