import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { canonicalCharset, characterBytes, familyOf } from './charset.js';
import { weighEvidence, type Evidence } from './evidence.js';

export interface CharsetDecision {
  /** What the bytes really are, as far as can be told. */
  readonly charset: string;
  readonly bomBytes: number;
  /** Present when the declaration cannot be kept. */
  readonly problem?: 'charset-unknown' | 'charset-mismatch' | 'charset-exceeded';
}

/** No more is looked at for evidence, from the first byte outside ASCII on. */
const sampleBytes = 65_536;
/** So many wrong characters among twice as many are no accident. */
const clearlyWrong = 64;

const boms: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Decides in which charset bytes are. A declaration that fits is taken; one that contradicts the bytes (declared GB18030,
 * but valid UTF-8 with Chinese in it, and the other way round) is reported, never followed and never quietly repaired.
 * `cut`: the bytes are only the beginning, the last character may be incomplete.
 */
export function decideCharset(bytes: Uint8Array, declared?: string, cut = false): CharsetDecision {
  const claim = declared === undefined ? undefined : canonicalCharset(declared);
  const bom = boms.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  const actual = bom?.[0] ?? recogniseWide(bytes) ?? weigh(bytes, claim, cut);
  const bomBytes = bom?.[1].length ?? 0;
  if (declared === undefined) return { charset: actual, bomBytes };
  if (claim === undefined) return { charset: actual, bomBytes, problem: 'charset-unknown' };
  if (claim === actual || isUtf16Label(declared, actual)) return withinClaim(bytes, actual, bomBytes);
  // GBK is a part of GB18030: what fits in it needs no other name
  return { charset: actual, bomBytes, problem: 'charset-mismatch' };
}

/** "UTF-16" leaves the byte order open. */
function isUtf16Label(declared: string, actual: string): boolean {
  return /^(utf-?16|ucs-2|iso-10646-ucs-2)$/i.test(declared.trim()) && actual.startsWith('utf-16');
}

/** Four-byte characters exist in GB18030 only; a message declared as GBK that has them can still be read. */
function withinClaim(bytes: Uint8Array, charset: string, bomBytes: number): CharsetDecision {
  if (charset !== 'gbk' || isAscii(bytes)) return { charset, bomBytes };
  for (let at = 0; at < bytes.length;) {
    const length = characterBytes(bytes, at, 'gb18030');
    if (length === 4) return { charset: 'gb18030', bomBytes, problem: 'charset-exceeded' };
    at += length;
  }
  return { charset, bomBytes };
}

/** UTF-16 without a byte order mark: markup begins with ASCII, so every other byte is zero. */
function recogniseWide(bytes: Uint8Array): string | undefined {
  if (bytes.length < 2 || bytes.length % 2 !== 0 || bytes.length < 4) return undefined;
  const zeros = [0, 1, 2, 3].map((i) => bytes[i] === 0);
  if (!zeros[0] && zeros[1] && !zeros[2] && zeros[3]) return 'utf-16le';
  if (zeros[0] && !zeros[1] && zeros[2] && !zeros[3]) return 'utf-16be';
  return undefined;
}

function weigh(bytes: Uint8Array, claim: string | undefined, cut: boolean): string {
  const claimFamily = claim === undefined ? 'utf-8' : familyOf(claim);
  const isWide = claimFamily.startsWith('utf-16');
  if (isAscii(bytes)) return claim === undefined || isWide ? 'utf-8' : claim;
  const whole = cut ? withoutCutCharacter(bytes) : bytes;
  const validUtf8 = isUtf8(whole);
  const sample = sampleOf(whole);
  switch (claimFamily) {
    case 'utf-8':
      return validUtf8 || !isGbRatherThanUtf8(bytes, sample) ? 'utf-8' : 'gb18030';
    case 'gb18030':
      return isUtf8RatherThanGb(sample, validUtf8) ? 'utf-8' : claim!;
    case 'double-byte':
      return validUtf8 ? 'utf-8' : claim!;
    case 'single-byte':
      if (validUtf8) return 'utf-8';
      return isCertainlyGb(read(sample, 'gb18030')) ? 'gb18030' : claim!;
    default:
      if (validUtf8) return 'utf-8';
      return bytes.includes(0) ? claim! : 'gb18030';
  }
}

/** Undeclared or declared UTF-8, and not valid: damaged UTF-8 keeps most of its characters, GB18030 hardly any. */
function isGbRatherThanUtf8(bytes: Uint8Array, sample: Uint8Array): boolean {
  if (isUtf8(withoutCutCharacter(bytes))) return false;
  const gb = read(sample, 'gb18030');
  const utf8 = read(sample, 'utf-8');
  return gb.everyday >= 0.45 && gb.replaced / gb.foreign < utf8.replaced / utf8.foreign;
}

/** Chinese in UTF-8 reads as rare characters in GB18030; a short GB18030 text that happens to be valid UTF-8 does not. */
function isUtf8RatherThanGb(sample: Uint8Array, validUtf8: boolean): boolean {
  if (!validUtf8 && isHardlyUtf8(sample)) return false;
  const utf8 = read(sample, 'utf-8');
  const gb = read(sample, 'gb18030');
  if (validUtf8) return gb.replaced > 0 || utf8.everyday > gb.everyday;
  return gb.everyday < 0.45 && utf8.everyday > 0.6;
}

/** Every tenth character outside ASCII is none in UTF-8; of a clear case only the beginning is looked at. */
function isHardlyUtf8(sample: Uint8Array): boolean {
  let foreign = 0;
  let wrong = 0;
  for (let at = 0; at < sample.length;) {
    const bytes = characterBytes(sample, at, 'utf-8');
    if (sample[at]! >= 0x80) {
      foreign++;
      if (bytes === 1) wrong++;
      if (wrong === clearlyWrong && foreign <= 2 * clearlyWrong) return true;
    }
    at += bytes;
  }
  return wrong / foreign >= 0.1;
}

/** Accented letters are seldom neighbours: in a Western charset, Chinese needs more than one pair to be believed. */
function isCertainlyGb(gb: Evidence): boolean {
  return gb.foreign >= 4 && gb.everyday >= 0.8;
}

function read(sample: Uint8Array, charset: string): Evidence {
  const buffer = Buffer.from(sample.buffer, sample.byteOffset, sample.length);
  return weighEvidence(charset === 'utf-8' ? buffer.toString('utf8') : iconv.decode(buffer, charset));
}

function sampleOf(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length && bytes[start]! < 0x80) start++;
  if (bytes.length - start <= sampleBytes) return bytes.subarray(start);
  return withoutCutCharacter(bytes.subarray(start, start + sampleBytes));
}

/** Without an incomplete UTF-8 character at the very end. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}
