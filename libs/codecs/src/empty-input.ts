import { issue } from '#libs/message';
import type { Decoded } from './codec.js';

/** The answer to bytes that hold nothing but white space or byte order marks; undefined when there is something. */
export function emptyInput(bytes: Uint8Array): Decoded | undefined {
  const isBlank = bytes.every((byte) => byte <= 0x20 || byte >= 0xfe || isUtf8Bom(bytes, byte));
  return isBlank ? { issues: [issue('input-empty', {})] } : undefined;
}

function isUtf8Bom(bytes: Uint8Array, byte: number): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf && [0xef, 0xbb, 0xbf].includes(byte);
}
