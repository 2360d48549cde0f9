import type { CodeEntry, CodeTables } from '#libs/base-data';
import type { CodeListChange } from '#libs/interfaces';

/** What is different between the code lists of two configurations, by list and code. */
export function listChanges(before: CodeTables, after: CodeTables): CodeListChange[] {
  return after.names().flatMap((list) => {
    const was = new Map(before.hasList(list) ? before.entries(list).map((entry) => [entry.code, entry]) : []);
    const is = after.entries(list);
    const codes = new Set(is.map(({ code }) => code));
    const withdrawn = [...was.keys()].filter((code) => !codes.has(code));
    return [
      ...is.flatMap((entry) => changeOf(list, was.get(entry.code), entry)),
      ...withdrawn.map((code): CodeListChange => ({ list, code, change: 'withdrawn' })),
    ];
  });
}

function changeOf(list: string, before: CodeEntry | undefined, entry: CodeEntry): CodeListChange[] {
  if (before !== undefined && wordsOf(before) === wordsOf(entry)) return [];
  return [{ list, code: entry.code, change: before === undefined ? 'added' : 'changed', entry }];
}

function wordsOf({ zh, en, validFrom, validTo, attributes }: CodeEntry): string {
  return JSON.stringify([zh, en, validFrom, validTo, Object.entries(attributes).sort()]);
}
