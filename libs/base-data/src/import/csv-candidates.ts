import type { ConfigurationProblem } from '#libs/message';
import type { CodeTables } from '../code-lists/code-lists.js';
import type { ListDefinition } from '../code-lists/list-definition.js';
import { readEntries, type LocatedEntry } from '../code-lists/read-entries.js';
import { problem } from '../problem.js';
import type { ReadCandidates } from './import-form.js';

/** Reads a CSV with the list's own columns. The versions of a code that it has replace all versions that were there. */
export function csvCandidates(
  text: string,
  file: string,
  definition: ListDefinition,
  lists: CodeTables,
): ReadCandidates {
  const { entries, problems } = readEntries(text, file, definition);
  const inThisFile = new Set(entries.map(({ entry }) => entry.code));
  const isKnown = (list: string, code: string): boolean =>
    lists.find(list, code) !== undefined || (list === definition.name && inThisFile.has(code));
  const byCode = new Map<string, LocatedEntry[]>();
  for (const located of entries) {
    const found = unknownReferences(located, file, definition, isKnown);
    problems.push(...found);
    if (found.length > 0) continue;
    byCode.set(located.entry.code, [...(byCode.get(located.entry.code) ?? []), located]);
  }
  const candidates = [...byCode.values()].map((versions) => ({
    line: versions[0]!.line,
    entries: versions.map(({ entry }) => entry),
  }));
  return { candidates, problems, repeated: 0 };
}

function unknownReferences(
  { line, entry }: LocatedEntry,
  file: string,
  definition: ListDefinition,
  isKnown: (list: string, code: string) => boolean,
): ConfigurationProblem[] {
  return Object.entries(definition.columns).flatMap(([name, { list }]) => {
    const code = entry.attributes[name];
    if (list === undefined || code === undefined || isKnown(list, code)) return [];
    const zh = `“${name}”的值“${code}”不在代码表“${list}”中。`;
    return [problem(file, line, zh, `"${code}" in "${name}" is not in the list "${list}".`)];
  });
}
