/**
 * The charsets that the codecs know, by the names they go by. A charset's family says how to walk over its characters
 * byte by byte without cutting one: GB18030 trail bytes look like ASCII digits and letters.
 */
export type CharsetFamily = 'single-byte' | 'utf-8' | 'gb18030' | 'double-byte' | 'utf-16le' | 'utf-16be';

const families: Readonly<Record<string, CharsetFamily>> = {
  'utf-8': 'utf-8',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  big5: 'double-byte',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'us-ascii': 'single-byte',
  'koi8-r': 'single-byte',
};

const otherNames: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  'gb18030-2000': 'gb18030',
  'gb18030-2005': 'gb18030',
  'gb18030-2022': 'gb18030',
  'gb-18030': 'gb18030',
  gb2312: 'gbk',
  'gb-2312': 'gbk',
  gb_2312: 'gbk',
  'gb2312-80': 'gbk',
  'euc-cn': 'gbk',
  cp936: 'gbk',
  ms936: 'gbk',
  'windows-936': 'gbk',
  'x-gbk': 'gbk',
  'big5-hkscs': 'big5',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  'ucs-2': 'utf-16le',
  'iso-10646-ucs-2': 'utf-16le',
  ascii: 'us-ascii',
  'iso646-us': 'us-ascii',
  latin1: 'iso-8859-1',
  l1: 'iso-8859-1',
};

/** The one name of a charset that somebody called `label` ("GB2312", "cp936", "UTF8"); undefined when it is not supported. */
export function canonicalCharset(label: string): string | undefined {
  const name = label.trim().toLowerCase();
  if (Object.hasOwn(families, name)) return name;
  if (Object.hasOwn(otherNames, name)) return otherNames[name];
  const latin = /^iso[-_]?8859[-_](\d{1,2})$/.exec(name)?.[1];
  if (latin !== undefined && +latin >= 1 && +latin <= 16 && +latin !== 12) return `iso-8859-${+latin}`;
  const windows = /^(?:windows|cp)-?(125[0-8])$/.exec(name)?.[1];
  return windows === undefined ? undefined : `windows-${windows}`;
}

export function familyOf(charset: string): CharsetFamily {
  return families[charset] ?? 'single-byte';
}

/** How many bytes one unit has in which line ends and delimiters can be looked for. */
export function unitBytes(family: CharsetFamily): 1 | 2 {
  return family === 'utf-16le' || family === 'utf-16be' ? 2 : 1;
}

/**
 * The length in bytes of the character at `at`, at most what is left. Invalid bytes count as a character of one byte, so
 * that a walk always goes on. UTF-16 surrogates are walked singly.
 */
export function characterBytes(bytes: Uint8Array, at: number, family: CharsetFamily): number {
  const first = bytes[at]!;
  if (family === 'utf-16le' || family === 'utf-16be') return Math.min(2, bytes.length - at);
  if (first < 0x80 || family === 'single-byte') return 1;
  return family === 'utf-8' ? utf8Bytes(bytes, at, first) : doubleBytes(bytes, at, first, family);
}

/** GB 18030 two-byte characters: 81-FE 40-7E,80-FE; four-byte: 81-FE 30-39 81-FE 30-39. */
function doubleBytes(bytes: Uint8Array, at: number, first: number, family: CharsetFamily): number {
  const second = bytes[at + 1];
  if (first === 0x80 || first === 0xff || second === undefined) return 1;
  if (second >= 0x40 && second !== 0x7f && second !== 0xff) return 2;
  const third = bytes[at + 2];
  const fourth = bytes[at + 3];
  if (family !== 'gb18030' || third === undefined || fourth === undefined) return 1;
  const isFour = isDigit(second) && third >= 0x81 && third <= 0xfe && isDigit(fourth);
  return isFour ? 4 : 1;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Well-formed UTF-8 by table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above 10FFFF. */
function utf8Bytes(bytes: Uint8Array, at: number, first: number): number {
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return 1;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 1;
  const second = bytes[at + 1]!;
  const forbidden =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f);
  return forbidden ? 1 : length;
}
