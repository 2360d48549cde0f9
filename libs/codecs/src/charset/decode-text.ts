import { isUtf8 } from 'node:buffer';
import { issue, type Issue, type Location } from '#libs/message';
import iconv from 'iconv-lite';
import { decideCharset } from './decide-charset.js';
import { findInvalidSequences } from './invalid-sequences.js';

export interface DecodedText {
  /** Without the byte order mark; invalid bytes are U+FFFD. */
  readonly text: string;
  readonly charset: string;
  readonly bomBytes: number;
  readonly issues: readonly Issue[];
}

const mostInvalidReported = 20;

/** Bytes whose charset is not certain: decides, decodes, and says what was wrong with the declaration and the bytes. */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const { charset, bomBytes, problem } = decideCharset(bytes, declared);
  const issues = problem === undefined ? [] : [charsetIssue(problem, declared!, charset)];
  const { text, issues: invalid } = decodeAs(bytes.subarray(bomBytes), charset, bomBytes);
  return { text, charset, bomBytes, issues: [...issues, ...invalid] };
}

export function charsetIssue(
  problem: 'charset-unknown' | 'charset-mismatch' | 'charset-exceeded',
  declared: string,
  actual: string,
): Issue {
  return issue(problem, { line: 1 }, { value: declared, expected: actual });
}

/**
 * Bytes in a known charset. Each run of invalid bytes becomes `charset-invalid` with its bytes in hexadecimal, at most 20.
 * @param offset where these bytes begin in the whole, added to the locations
 */
export function decodeAs(
  bytes: Uint8Array,
  charset: string,
  offset = 0,
  location: Location = {},
): { text: string; issues: Issue[] } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (charset === 'utf-8') {
    const text = buffer.toString('utf8');
    return { text, issues: isUtf8(buffer) ? [] : invalidIssues(bytes, charset, offset, location) };
  }
  const text = iconv.decode(buffer, iconvName(charset), { stripBOM: false });
  const doubtful = charset.startsWith('utf-16')
    ? bytes.length % 2 === 1 || /\p{Surrogate}/u.test(text)
    : text.includes('\ufffd');
  const issues = doubtful ? invalidIssues(bytes, charset, offset, location) : [];
  return { text: doubtful ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text, issues };
}

/** Bytes in a known charset as text, without a word on what is invalid: for looking at a beginning. */
export function glance(bytes: Uint8Array, charset: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return charset === 'utf-8' ? buffer.toString('utf8') : iconv.decode(buffer, iconvName(charset));
}

export function iconvName(charset: string): string {
  return charset === 'us-ascii' ? 'ascii' : charset;
}

function invalidIssues(bytes: Uint8Array, charset: string, offset: number, location: Location): Issue[] {
  return findInvalidSequences(bytes, charset, mostInvalidReported).map((found) => {
    const hex = [...bytes.subarray(found.offset, found.offset + Math.min(found.length, 8))]
      .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
      .join(' ');
    return issue(
      'charset-invalid',
      { ...location, offset: offset + found.offset },
      { value: hex, expected: charset },
    );
  });
}
