import type { EdiSeparators } from '../edi/edi-syntax.js';

/** Of UTF-8, one character per byte. */
export const byteOrderMark = '\xef\xbb\xbf';

/** Index of the terminator of the segment that begins at `from`; -1 when there is none. A released one is data. */
export function terminatorFrom(text: string, from: number, { segment, release }: EdiSeparators): number {
  let at = text.indexOf(segment, from);
  if (release === undefined) return at;
  const code = release.charCodeAt(0);
  while (at > from && text.charCodeAt(at - 1) === code && isReleased(text, at, from, code)) {
    at = text.indexOf(segment, at + 1);
  }
  return at;
}

/** An odd number of release characters in front: pairs of them are data. */
function isReleased(text: string, at: number, from: number, release: number): boolean {
  let before = at;
  while (before > from && text.charCodeAt(before - 1) === release) before--;
  return (at - before) % 2 === 1;
}

/** Behind line ends and what else files have between their segments: blanks, zeros and an end-of-file mark (1A). */
export function skipSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x20) break;
    if (code !== 0x0a && code !== 0x0d && code !== 0x20 && code !== 0x09 && code !== 0 && code !== 0x1a)
      break;
  }
  return at;
}

/** Whether an interchange begins at this segment: by its UNA or by its header. */
export function beginsInterchange(text: string, at: number): boolean {
  const second = text.charCodeAt(at + 1);
  if (text.charCodeAt(at) !== 0x55 || (second !== 0x4e && second !== 0x49)) return false;
  const third = text.charCodeAt(at + 2);
  if (third === 0x41) return second === 0x4e;
  return third === 0x42 && !/[A-Za-z0-9]/.test(text.charAt(at + 3));
}
