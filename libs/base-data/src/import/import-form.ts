import type { ConfigurationProblem } from '#libs/message';
import type { CodeEntry } from '../code-lists/code-entry.js';

/** The forms in which a list may come. */
export const importForms = {
  csv: {
    zh: '本项目代码表的列（UTF-8，含表头）',
    en: 'the columns of our own list files, with a header row',
  },
  'station-list-json': {
    zh: '车站表 JSON：pinyincode、name、telecode、tmis、region、bureau',
    en: 'a JSON array of stations with pinyincode, name, telecode, tmis, region, bureau',
  },
  '12306-js': {
    zh: '12306 的 station_name.js（@ 分隔记录，| 分隔字段，新旧两种）',
    en: 'station_name.js of 12306: records after @, fields between |, the old form of six and the newer of ten',
  },
} as const;

export type ImportForm = keyof typeof importForms;

/** What a source says of one code: all its versions, and where the source says it. */
export interface Candidate {
  readonly line: number;
  readonly column?: number;
  readonly entries: readonly CodeEntry[];
}

/** What was read from a source: candidates with one code each, and a problem for every row that is refused. */
export interface ReadCandidates {
  readonly candidates: readonly Candidate[];
  readonly problems: readonly ConfigurationProblem[];
  /** Rows that say the same as an earlier row. */
  readonly repeated: number;
}
