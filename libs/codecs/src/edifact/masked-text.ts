import { characterBytes, familyOf } from '../charset/charset.js';
import type { EdiSeparators } from '../edi/edi-syntax.js';
import { escapeRanges } from './iso-2022.js';

/**
 * The same text with the bytes of longer characters hidden, if they could be taken for separators: the second byte of a
 * GB18030 character may be `~` or `|`, any byte of an ISO 2022 one may be `+`. Undefined when there is nothing to hide.
 * @param bytes one character per byte
 */
export function maskedText(bytes: string, charset: string, separators: EdiSeparators): string | undefined {
  if (charset === 'iso-2022') return maskedRanges(bytes);
  const family = familyOf(charset);
  if (family !== 'gb18030' && family !== 'double-byte') return undefined;
  const { segment, element, component, repetition = '', release = '' } = separators;
  if (!/[0-9@-~]/.test(segment + element + component + repetition + release)) return undefined;
  const masked = Buffer.from(bytes, 'latin1');
  for (let at = 0; at < masked.length;) {
    const length = masked[at]! < 0x80 ? 1 : characterBytes(masked, at, family);
    if (length > 1) masked.fill(0x80, at, at + length);
    at += length;
  }
  return masked.toString('latin1');
}

function maskedRanges(bytes: string): string | undefined {
  const ranges = escapeRanges(bytes);
  if (ranges.length === 0) return undefined;
  let masked = '';
  let from = 0;
  for (const { start, end } of ranges) {
    masked += bytes.slice(from, start) + '\x80'.repeat(end - start);
    from = end;
  }
  return masked + bytes.slice(from);
}
