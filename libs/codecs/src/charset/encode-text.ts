import iconv from 'iconv-lite';
import { canonicalCharset } from './charset.js';
import { iconvName } from './decode-text.js';

export interface EncodedText {
  readonly bytes: Uint8Array;
  /** Characters that the charset does not have, each once, when no `escape` was given for them. */
  readonly lost: readonly string[];
}

/**
 * Text to bytes. UTF-16 begins with its byte order mark (RFC 2781).
 * @param escape writes what the charset does not have in other characters; without it such a character becomes `?`
 * @throws Error for a charset that is not supported: a mistake in a configuration, not in data
 */
export function encodeText(
  text: string,
  charset: string,
  escape?: (character: string) => string,
): EncodedText {
  const name = requireCharset(charset);
  const lost = new Set<string>();
  const writable = carries(text, name) ? text : replaceForeign(text, name, lost, escape);
  const bytes = name === 'utf-8' ? Buffer.from(writable, 'utf8') : iconv.encode(writable, iconvName(name));
  if (!name.startsWith('utf-16')) return { bytes, lost: [...lost] };
  const bom = name === 'utf-16le' ? [0xff, 0xfe] : [0xfe, 0xff];
  return { bytes: Buffer.concat([Buffer.from(bom), bytes]), lost: [...lost] };
}

/** The canonical name of a charset in our own options. @throws Error when it is not supported */
export function requireCharset(label: string): string {
  const name = canonicalCharset(label);
  if (name === undefined) throw new Error(`the charset "${label}" is not supported`);
  return name;
}

function carries(text: string, charset: string): boolean {
  if (charset === 'utf-8' || charset.startsWith('utf-16')) return text.isWellFormed();
  if (!/[^\0-\x7f]/.test(text)) return true;
  // GB18030 has a code for every character, but libraries leave U+E5E5 out
  if (charset === 'gb18030') return text.isWellFormed() && !text.includes('\ue5e5');
  return (
    iconv.decode(iconv.encode(text, iconvName(charset)), iconvName(charset), { stripBOM: false }) === text
  );
}

function replaceForeign(
  text: string,
  charset: string,
  lost: Set<string>,
  escape: ((character: string) => string) | undefined,
): string {
  const known = new Map<string, string>();
  let written = '';
  for (const character of text) {
    let replaced = known.get(character);
    if (replaced === undefined) {
      const present = carries(character, charset);
      if (!present && escape === undefined) lost.add(character);
      replaced = present ? character : (escape?.(character) ?? '?');
      known.set(character, replaced);
    }
    written += replaced;
  }
  return written;
}
