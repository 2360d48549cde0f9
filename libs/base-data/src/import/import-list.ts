import type { ConfigurationProblem } from '#libs/message';
import type { CodeEntry } from '../code-lists/code-entry.js';
import type { CodeTables } from '../code-lists/code-lists.js';
import { problem } from '../problem.js';
import { csvCandidates } from './csv-candidates.js';
import type { ImportForm, ReadCandidates } from './import-form.js';
import { stationCandidates } from './station-candidates.js';
import { readStationListJson } from './station-list-json.js';
import { readStationNamesJs } from './station-names-js.js';
import { writeList } from './write-list.js';

export interface ImportRequest {
  readonly list: string;
  readonly form: ImportForm;
  readonly text: string;
  /** Stands in the problems. */
  readonly file: string;
  /** The lists as they are now; read from files, nothing laid over them. */
  readonly lists: CodeTables;
}

export interface ImportResult {
  /** The whole list after the import, as its file is to be written; absent when nothing could be read at all. */
  readonly csv?: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Codes that are the same as before. */
  readonly unchanged: number;
  /** Rows that say the same as an earlier row. */
  readonly repeated: number;
  /** One for every row that was refused, with its place and the reason. */
  readonly problems: readonly ConfigurationProblem[];
}

const maxCharacters = 64 * 1024 * 1024;

/** Merges a list in one of the known forms into ours. Codes that the source does not have stay as they are. */
export function importList(request: ImportRequest): ImportResult {
  const { list, file, lists, text } = request;
  const table = lists.table(list);
  if (table === undefined) return refused(file, `没有代码表“${list}”。`, `There is no list "${list}".`);
  const { definition } = table;
  if (definition.package !== undefined) {
    const from = definition.package;
    return refused(file, `“${list}”来自软件包 ${from}。`, `"${list}" comes from the package ${from}.`);
  }
  if (request.form !== 'csv' && list !== 'stations') {
    return refused(file, `“${request.form}”只用于车站表。`, `"${request.form}" is for stations only.`);
  }
  if (text.length > maxCharacters) return refused(file, '文件超过 64 MB。', 'The file is larger than 64 MB.');
  const read = readCandidates(request);
  const merged = new Map(table.entries().map(({ code }) => [code, table.versions(code)]));
  const added: string[] = [];
  const changed: string[] = [];
  for (const { entries } of read.candidates) {
    const code = entries[0]!.code;
    const present = merged.get(code);
    if (present === undefined) added.push(code);
    else if (!sameEntries(present, entries)) changed.push(code);
    merged.set(code, entries);
  }
  return {
    ...(read.candidates.length === 0 ? {} : { csv: writeList(definition, [...merged.values()].flat()) }),
    added: added.sort(),
    changed: changed.sort(),
    unchanged: read.candidates.length - added.length - changed.length,
    repeated: read.repeated,
    problems: [...read.problems].sort((one, other) => (one.line ?? 0) - (other.line ?? 0)),
  };
}

function readCandidates({ list, form, text, file, lists }: ImportRequest): ReadCandidates {
  if (form === 'csv') return csvCandidates(text, file, lists.table(list)!.definition, lists);
  const read = form === '12306-js' ? readStationNamesJs(text, file) : readStationListJson(text, file);
  const made = stationCandidates(read.records, file, lists);
  return { ...made, problems: [...read.problems, ...made.problems] };
}

function sameEntries(one: readonly CodeEntry[], other: readonly CodeEntry[]): boolean {
  const forms = [one, other].map((entries) => entries.map(comparable).sort().join('\n'));
  return forms[0] === forms[1];
}

function comparable({ code, zh, en, validFrom, validTo, attributes }: CodeEntry): string {
  return JSON.stringify([code, zh, en, validFrom, validTo, Object.entries(attributes).sort()]);
}

function refused(file: string, zh: string, en: string): ImportResult {
  const problems = [problem(file, undefined, zh, en)];
  return { added: [], changed: [], unchanged: 0, repeated: 0, problems };
}
