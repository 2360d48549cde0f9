import { createRequire } from 'node:module';
import { CodeTable } from '../code-lists/code-table.js';

const require = createRequire(import.meta.url);

interface NamesFile {
  readonly countries: Readonly<Record<string, string | readonly string[]>>;
}

/** ISO 3166-1: two-letter codes with `alpha3` and `numeric`. */
export function countries(): CodeTable {
  const codes = require('i18n-iso-countries/codes.json') as [string, string, string][];
  const zh = require('i18n-iso-countries/langs/zh.json') as NamesFile;
  const en = require('i18n-iso-countries/langs/en.json') as NamesFile;
  const definition = {
    name: 'countries',
    package: 'i18n-iso-countries',
    zh: '国家和地区',
    en: 'Countries',
    source: 'ISO 3166-1, npm package i18n-iso-countries',
    sourceDate: '2026-11-01',
    version: '7.14',
    validity: 'as of the package; withdrawn codes are not kept',
    columns: {
      alpha3: { zh: '三位字母代码', en: 'three-letter code' },
      numeric: { zh: '数字代码', en: 'numeric code' },
    },
  };
  const entries = codes
    .filter(([alpha2]) => zh.countries[alpha2] !== undefined && en.countries[alpha2] !== undefined)
    .map(([alpha2, alpha3, numeric]) => ({
      code: alpha2,
      zh: firstName(zh, alpha2),
      en: firstName(en, alpha2),
      attributes: { alpha3, numeric },
    }));
  return new CodeTable(definition, entries);
}

function firstName(names: NamesFile, code: string): string {
  const name = names.countries[code]!;
  return typeof name === 'string' ? name : name[0]!;
}
