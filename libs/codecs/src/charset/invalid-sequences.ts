import iconv from 'iconv-lite';
import { characterBytes, familyOf, type CharsetFamily } from './charset.js';

export interface InvalidSequence {
  /** In bytes from 0. */
  readonly offset: number;
  readonly length: number;
}

/** Where bytes are not characters of the charset, in order, neighbours joined, at most `most`. */
export function findInvalidSequences(bytes: Uint8Array, charset: string, most: number): InvalidSequence[] {
  const family = familyOf(charset);
  const found: { offset: number; length: number }[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = characterBytes(bytes, at, family);
    if (!isCharacter(bytes, at, length, family, charset)) {
      const last = found.at(-1);
      if (last !== undefined && last.offset + last.length === at) last.length += length;
      else if (found.length === most) return found;
      else found.push({ offset: at, length });
    }
    at += length;
  }
  return found;
}

function isCharacter(
  bytes: Uint8Array,
  at: number,
  length: number,
  family: CharsetFamily,
  charset: string,
): boolean {
  const first = bytes[at]!;
  switch (family) {
    case 'utf-8':
      return first < 0x80 || length > 1;
    case 'utf-16le':
    case 'utf-16be':
      return isUtf16Unit(bytes, at, length, family);
    default:
      return first < 0x80 || isAssigned(bytes.subarray(at, at + length), charset);
  }
}

/** A surrogate counts only beside its partner. */
function isUtf16Unit(
  bytes: Uint8Array,
  at: number,
  length: number,
  family: 'utf-16le' | 'utf-16be',
): boolean {
  if (length < 2) return false;
  const unit = (from: number): number => {
    const high = bytes[from + (family === 'utf-16le' ? 1 : 0)] ?? 0;
    return from < 0 ? 0 : high & 0xfc;
  };
  const own = unit(at);
  if (own === 0xd8) return unit(at + 2) === 0xdc;
  return own !== 0xdc || unit(at - 2) === 0xd8;
}

const assigned = new Map<string, boolean>();

/** Asks the table of the charset; the few thousand characters in use are remembered. */
function isAssigned(character: Uint8Array, charset: string): boolean {
  const key = `${charset} ${character.join(' ')}`;
  let known = assigned.get(key);
  if (known === undefined) {
    // U+FFFD itself has a code in GB18030
    known =
      key === 'gb18030 132 49 164 55' || !iconv.decode(Buffer.from(character), charset).includes('\ufffd');
    if (assigned.size > 50_000) assigned.clear();
    assigned.set(key, known);
  }
  return known;
}
