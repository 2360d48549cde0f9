/**
 * Where a fault or a value is, in the terms of its own standard: an XML path (`/KHDD/HEAD/DDH[2]`), a JSON pointer
 * (`/orders/0/no`), a column name, a segment position. Lines and columns count from 1, offsets are bytes from 0.
 */
export interface Location {
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly offset?: number;
}

/** A location as one short phrase, for texts that people read: `/KHDD/DDH, line 3:8`, `/KHDD/DDH，第 3 行第 8 列`. */
export function describeLocation(location: Location, language: 'zh' | 'en'): string {
  const parts = [location.path ?? '', language === 'zh' ? chinesePlace(location) : englishPlace(location)];
  return parts.filter((part) => part !== '').join(language === 'zh' ? '，' : ', ');
}

function englishPlace({ line, column, offset }: Location): string {
  if (line !== undefined) return column === undefined ? `line ${line}` : `line ${line}:${column}`;
  return offset === undefined ? '' : `byte ${offset}`;
}

function chinesePlace({ line, column, offset }: Location): string {
  if (line !== undefined) return `第 ${line} 行${column === undefined ? '' : `第 ${column} 列`}`;
  return offset === undefined ? '' : `第 ${offset} 字节`;
}
