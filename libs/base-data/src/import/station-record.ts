import { plainForm } from '../normalisation/plain-form.js';

/** One station as a public list writes it, before anything is believed. */
export interface StationRecord {
  readonly line: number;
  readonly column?: number;
  readonly name: string;
  readonly telegraph: string;
  readonly tmis: string;
  readonly province: string;
  readonly pinyin: string;
}

/** Names carry blanks in the middle and marks in brackets: `哈  尔  滨`, `二连(境)`. */
export function cleanStation(record: StationRecord): StationRecord {
  return {
    ...record,
    name: plainForm(record.name)
      .replace(/\s/g, '')
      .replace(/\(([境水])\)$/u, '$1'),
    telegraph: plainForm(record.telegraph),
    tmis: tmisOf(record.tmis.trim()),
    province: record.province.trim(),
    pinyin: record.pinyin.trim().toLowerCase(),
  };
}

/** Numbers lose their leading zeros on the way through a spreadsheet. */
function tmisOf(text: string): string {
  return /^\d{1,5}$/.test(text) ? text.padStart(5, '0') : text;
}

/** Why a record cannot become an entry; undefined when it can. */
export function refusalOf(record: StationRecord): { zh: string; en: string } | undefined {
  const { name, telegraph, tmis, pinyin } = record;
  if (name === '') return { zh: '站名为空。', en: 'The station has no name.' };
  if (!/^[A-Z]{3}$/.test(telegraph)) {
    return {
      zh: `“${name}”的电报码“${telegraph}”不是三个字母。`,
      en: `The telegraph code "${telegraph}" of ${name} is not three letters.`,
    };
  }
  if (!/^(\d{5})?$/.test(tmis)) {
    return {
      zh: `“${name}”的 TMIS 码“${tmis}”不是五位数字。`,
      en: `The TMIS code "${tmis}" of ${name} is not five digits.`,
    };
  }
  if (!/^[a-z]*$/.test(pinyin)) {
    return {
      zh: `“${name}”的拼音“${pinyin}”含有其他字符。`,
      en: `The pinyin "${pinyin}" of ${name} is not letters only.`,
    };
  }
  return undefined;
}
