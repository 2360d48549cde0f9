import type { ConfigurationProblem } from '#libs/message';
import type { CodeEntry } from '../code-lists/code-entry.js';
import type { CodeTables } from '../code-lists/code-lists.js';
import { problem } from '../problem.js';
import type { Candidate, ReadCandidates } from './import-form.js';
import { cleanStation, refusalOf, type StationRecord } from './station-record.js';

/**
 * Turns station records into entries on top of what the list already knows of each code. A telegraph or TMIS code that
 * means two stations is refused for both: nobody can say which is right.
 */
export function stationCandidates(
  records: readonly StationRecord[],
  file: string,
  lists: CodeTables,
): ReadCandidates {
  const problems: ConfigurationProblem[] = [];
  const refuse = (record: StationRecord, reason: { zh: string; en: string }): void => {
    problems.push(problem(file, record.line, reason.zh, reason.en, record.column));
  };
  const { distinct, repeated } = distinctRecords(records.map(cleanStation), refuse);
  const byTelegraph = grouped(distinct, (record) => record.telegraph);
  const byTmis = grouped(distinct, (record) => record.tmis);
  const bureaux = bureauByLetter(lists);
  const candidates: Candidate[] = [];
  for (const record of distinct) {
    const reason =
      sharedCode(record, 'telegraph', byTelegraph.get(record.telegraph)!) ??
      (record.tmis === '' ? undefined : sharedCode(record, 'tmis', byTmis.get(record.tmis)!)) ??
      takenTmis(record, lists);
    if (reason !== undefined) refuse(record, reason);
    else candidates.push(candidateOf(record, lists, bureaux.get(record.telegraph[2]!)));
  }
  return { candidates, problems, repeated };
}

function distinctRecords(
  records: readonly StationRecord[],
  refuse: (record: StationRecord, reason: { zh: string; en: string }) => void,
): { distinct: StationRecord[]; repeated: number } {
  const byContent = new Map<string, StationRecord>();
  let repeated = 0;
  for (const record of records) {
    const reason = refusalOf(record);
    if (reason !== undefined) {
      refuse(record, reason);
      continue;
    }
    const content = JSON.stringify([record.telegraph, record.name, record.tmis]);
    if (byContent.has(content)) repeated += 1;
    else byContent.set(content, record);
  }
  return { distinct: [...byContent.values()], repeated };
}

function sharedCode(
  record: StationRecord,
  kind: 'telegraph' | 'tmis',
  sharers: readonly StationRecord[],
): { zh: string; en: string } | undefined {
  if (sharers.length < 2) return undefined;
  const names = sharers.map(({ name }) => name).join('、');
  const [zh, en] = kind === 'telegraph' ? ['电报码', 'telegraph code'] : ['TMIS 码', 'TMIS code'];
  return {
    zh: `${zh}“${record[kind]}”同时属于：${names}。`,
    en: `The ${en} "${record[kind]}" means several stations: ${names}.`,
  };
}

function takenTmis(record: StationRecord, lists: CodeTables): { zh: string; en: string } | undefined {
  if (record.tmis === '') return undefined;
  const owner = lists
    .table('stations')
    ?.allBy('tmis', record.tmis)
    .find(({ code }) => code !== record.telegraph);
  if (owner === undefined) return undefined;
  return {
    zh: `TMIS 码“${record.tmis}”已属于 ${owner.code} ${owner.zh}。`,
    en: `The TMIS code "${record.tmis}" already belongs to ${owner.code} ${owner.zh}.`,
  };
}

function candidateOf(record: StationRecord, lists: CodeTables, bureau: string | undefined): Candidate {
  const versions = lists.table('stations')?.versions(record.telegraph) ?? [];
  const known = versions.at(-1);
  const entry: CodeEntry = {
    ...known,
    code: record.telegraph,
    zh: record.name,
    en: englishName(record, known),
    attributes: {
      ...known?.attributes,
      ...present('tmis', record.tmis),
      ...present('bureau', bureau ?? ''),
      ...present('province', record.province),
      ...present('pinyin', record.pinyin),
    },
  };
  return {
    line: record.line,
    ...(record.column === undefined ? {} : { column: record.column }),
    entries: [...versions.slice(0, -1), entry],
  };
}

/** The pinyin; without it the Chinese name stands in, until a list with the pinyin is imported. */
function englishName(record: StationRecord, known: CodeEntry | undefined): string {
  if (known?.zh === record.name && known.en !== known.zh) return known.en;
  if (record.pinyin === '') return record.name;
  return record.pinyin.charAt(0).toUpperCase() + record.pinyin.slice(1);
}

function present(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value };
}

function bureauByLetter(lists: CodeTables): Map<string, string> {
  return new Map(
    lists
      .entries('bureaux')
      .flatMap(({ code, attributes }) =>
        (attributes['letters'] ?? '').split(' ').map((letter) => [letter, code] as const),
      ),
  );
}

function grouped(
  records: readonly StationRecord[],
  keyOf: (record: StationRecord) => string,
): Map<string, StationRecord[]> {
  const groups = new Map<string, StationRecord[]>();
  for (const record of records) {
    const group = groups.get(keyOf(record));
    if (group === undefined) groups.set(keyOf(record), [record]);
    else group.push(record);
  }
  return groups;
}
