import iconv from 'iconv-lite';
import { readFileSync } from 'node:fs';

const [header = '', ...rows] = iconv
  .decode(readFileSync('schemas/sources/sys-6/samples/parcel.csv'), 'gb18030')
  .split(/\r?\n/);

/** A line of the parcel file with the given number; columns by their Chinese names are changed. */
export function parcelLine(number: number, changes: Readonly<Record<string, string>> = {}): string {
  const names = header.split(',');
  const values = rows[0]!.split(',');
  values[names.indexOf('运单号')] = `LS${String(2603160000000 + number)}`;
  for (const [name, value] of Object.entries(changes)) {
    if (!names.includes(name)) throw new Error(`the parcel file has no column ${name}`);
    values[names.indexOf(name)] = value;
  }
  return values.join(',');
}

/** A parcel file in GB18030 with these lines under its header. */
export function parcelFile(lines: readonly string[]): Buffer {
  return iconv.encode(`${[header, ...lines].join('\r\n')}\r\n`, 'gb18030');
}

/** The column of a line (in characters, from 1) where the value of this name begins. */
export function columnOf(line: string, name: string): number {
  const index = header.split(',').indexOf(name);
  return [...line.split(',').slice(0, index).join(',')].length + (index === 0 ? 1 : 2);
}
