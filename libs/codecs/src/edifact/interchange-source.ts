import type { Issue } from '#libs/message';
import { decideCharset } from '../charset/decide-charset.js';
import { charsetIssue, decodeAs } from '../charset/decode-text.js';
import { requireCharset } from '../charset/encode-text.js';
import { EdiSource } from '../edi/edi-source.js';
import type { EdiSyntax } from '../edi/edi-syntax.js';
import type { InterchangeHead } from './interchange-head.js';
import { decodeIso2022 } from './iso-2022.js';
import { maskedText } from './masked-text.js';
import { levelOf } from './syntax-levels.js';

export interface InterchangeBytes {
  /** One character per byte. */
  readonly text: string;
  /** Of `text` in the file. */
  readonly offset: number;
  /** What stands before the first segment. */
  readonly lead: string;
  /** The bytes by which the charset is weighed; absent when they are all ASCII. */
  readonly sample?: string;
}

export interface InterchangeCharset {
  readonly charset: string;
  readonly issues: readonly Issue[];
}

/**
 * The charset that the interchange is in: of an agreement or of its level, unless the bytes are plainly in another. Levels
 * A and B have no bytes above 7F at all: each is reported as a character, and read as what it most probably is.
 * @param sample the bytes by which it is weighed; absent when they are all ASCII
 * @param offset of UNB in the file
 */
export function interchangeCharset(
  level: string | undefined,
  sample: string | undefined,
  offset: number,
  agreed?: string,
): InterchangeCharset {
  const claim = agreed === undefined ? levelOf(level)?.charset : agreedCharset(agreed);
  if (sample === undefined || claim === 'iso-2022') return { charset: claim ?? 'us-ascii', issues: [] };
  const hasNone = claim === undefined || claim === 'us-ascii';
  const { charset, problem } = decideCharset(Buffer.from(sample, 'latin1'), hasNone ? 'iso-8859-1' : claim);
  if (problem === undefined || hasNone) return { charset, issues: [] };
  const fault = charsetIssue(problem, agreed ?? level!, charset);
  return { charset, issues: [{ ...fault, location: { path: 'UNB/S001/0001', offset } }] };
}

/** @throws Error for a charset in which separators have more than one byte, or that is not supported */
export function agreedCharset(label: string): string {
  const charset = requireCharset(label);
  if (charset.startsWith('utf-16')) throw new Error(`an EDIFACT interchange cannot be in ${charset}`);
  return charset;
}

/** What the segments of the interchange are read from. */
export function interchangeSource(
  head: InterchangeHead,
  bytes: InterchangeBytes,
  charset: string,
): EdiSource {
  const { level, version, separators, decimalMarks } = head;
  const syntax: EdiSyntax = { version, level, separators, decimalMarks, charset, lead: bytes.lead };
  const isForeign = bytes.sample !== undefined || charset === 'iso-2022';
  const masked = isForeign ? maskedText(bytes.text, charset, separators) : undefined;
  const decode = isForeign ? decoderOf(charset) : undefined;
  return new EdiSource({ bytes: bytes.text, offset: bytes.offset, masked, decode }, syntax);
}

function decoderOf(charset: string): ((bytes: string) => string) | undefined {
  if (charset === 'us-ascii' || charset === 'iso-8859-1') return undefined;
  if (charset === 'iso-2022') return decodeIso2022;
  return (bytes) => decodeAs(Buffer.from(bytes, 'latin1'), charset).text;
}

/** Bytes that are no characters of the charset, at most 20 runs of them. */
export function invalidCharacters(text: string, charset: string, offset: number): Issue[] {
  if (charset === 'us-ascii' || charset === 'iso-8859-1' || charset === 'iso-2022') return [];
  return decodeAs(Buffer.from(text, 'latin1'), charset, offset).issues;
}
