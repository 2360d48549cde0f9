import { characterBytes, familyOf } from '../charset/charset.js';
import { decodeAs } from '../charset/decode-text.js';

/** A line from which columns are cut, counted in bytes or in characters. */
export interface MeasuredLine {
  readonly length: number;
  /** The text between two places, both from 0; `isCut` when one of them lies inside a character. */
  slice(start: number, end: number): { text: string; isCut: boolean };
}

export function measureLine(bytes: Uint8Array, charset: string, unit: 'bytes' | 'characters'): MeasuredLine {
  return unit === 'bytes' ? inBytes(bytes, charset) : inCharacters(decodeAs(bytes, charset).text);
}

/** A character on the border belongs to neither column, so that no half of one is taken for something else. */
function inBytes(bytes: Uint8Array, charset: string): MeasuredLine {
  const inside = insideCharacters(bytes, charset);
  const slice = (from: number, to: number): { text: string; isCut: boolean } => {
    let start = Math.min(from, bytes.length);
    let end = Math.min(to, bytes.length);
    const isCut = inside[start] === 1 || inside[end] === 1;
    while (inside[start] === 1) start++;
    while (inside[end] === 1) end--;
    return { text: start < end ? decodeAs(bytes.subarray(start, end), charset).text : '', isCut };
  };
  return { length: bytes.length, slice };
}

/** 1 for every place that is not the beginning of a character. */
function insideCharacters(bytes: Uint8Array, charset: string): Uint8Array {
  const family = familyOf(charset);
  const inside = new Uint8Array(bytes.length + 1);
  for (let at = 0; at < bytes.length;) {
    const next = at + characterBytes(bytes, at, family);
    inside.fill(1, at + 1, next);
    at = next;
  }
  return inside;
}

function inCharacters(text: string): MeasuredLine {
  const characters = /[\ud800-\udbff]/.test(text) ? [...text] : undefined;
  return {
    length: characters?.length ?? text.length,
    slice: (start, end) => ({
      text: characters?.slice(start, end).join('') ?? text.slice(start, end),
      isCut: false,
    }),
  };
}
