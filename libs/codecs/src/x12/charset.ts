import { isAscii, isUtf8 } from 'node:buffer';
import type { Issue } from '#libs/message';
import { decodeAs } from '../charset/decode-text.js';
import { requireCharset } from '../charset/encode-text.js';

/** X12 declares no charset: it is agreed on. In all of these a byte below 80 is a character by itself. */
export const x12Charsets = ['us-ascii', 'utf-8', 'iso-8859-1'] as const;
export type X12Charset = (typeof x12Charsets)[number];

/** @throws Error for a charset in which a separator could be a part of another character */
export function x12Charset(label = 'utf-8'): X12Charset {
  const name = requireCharset(label);
  const found = x12Charsets.find((charset) => charset === name);
  if (found === undefined) throw new Error(`X12 is not read in the charset "${label}"`);
  return found;
}

/** What was asked for, else the document's own when X12 can be in it. */
export function writingCharset(wanted: string | undefined, own: string): X12Charset {
  return x12Charset(wanted ?? x12Charsets.find((charset) => charset === own));
}

/** Highest code of a character that is one byte. */
export function highestSingleByte(charset: X12Charset): number {
  return charset === 'utf-8' ? 0x7f : 0xff;
}

/** Bytes, one character each, as text. */
export function toText(bytes: string, charset: X12Charset): string {
  return charset === 'utf-8' ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}

/** Text as bytes, one character each. */
export function toByteString(text: string, charset: X12Charset): string {
  return charset === 'utf-8' ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** What is not a character of the charset, by byte. */
export function charsetIssues(bytes: Uint8Array, charset: X12Charset, offset: number): Issue[] {
  if (charset === 'iso-8859-1' || isAscii(bytes) || (charset === 'utf-8' && isUtf8(bytes))) return [];
  return decodeAs(bytes, charset, offset).issues;
}

/** Length of a UTF-8 byte order mark at the beginning. */
export function bomBytes(text: string): number {
  return text.startsWith('\xef\xbb\xbf') ? 3 : 0;
}
