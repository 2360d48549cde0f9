import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigurationProblem } from '#libs/message';
import { packageTables } from '../package-lists/package-tables.js';
import { problem } from '../problem.js';
import { codeTables, type CodeTables } from './code-lists.js';
import { CodeTable } from './code-table.js';
import { CrossReference } from './cross-reference.js';
import type { ListDefinition } from './list-definition.js';
import { readCrossReference } from './read-cross-reference.js';
import { readDefinition } from './read-definition.js';
import { readEntries, type LocatedEntry } from './read-entries.js';

interface FileList {
  readonly file: string;
  readonly definition: ListDefinition;
  readonly entries: readonly LocatedEntry[];
}

/**
 * Reads every `<list>.yaml` with its `<list>.csv`, the lists that come from packages, and the cross-references under
 * `cross-references/<list>/<system>.csv`. Rows with a mistake are left out; problems name the file relative to `root`.
 */
export function loadCodeLists(root: string): { lists: CodeTables; problems: ConfigurationProblem[] } {
  const problems: ConfigurationProblem[] = [];
  if (!existsSync(root)) {
    problems.push(
      problem(root, undefined, '代码表目录不存在。', 'The folder of the code lists does not exist.'),
    );
    return { lists: codeTables([]), problems };
  }
  const files = readLists(root, problems);
  const own = new Map(files.map((list) => [list.definition.name, tableOf(list)]));
  const tables = new Map([
    ...packageTables().map((table) => [table.definition.name, table] as const),
    ...own,
  ]);
  for (const list of files) problems.push(...referenceProblems(list, tables));
  for (const [name, references] of readReferences(root, tables, problems)) {
    const table = tables.get(name)!;
    tables.set(name, new CodeTable(table.definition, table.versions(), references));
  }
  return { lists: codeTables(tables.values()), problems };
}

function tableOf(list: FileList): CodeTable {
  return new CodeTable(
    list.definition,
    list.entries.map(({ entry }) => entry),
  );
}

function readLists(root: string, problems: ConfigurationProblem[]): FileList[] {
  const files = new Set(readdirSync(root).sort());
  const lists: FileList[] = [];
  for (const file of files) {
    if (file.endsWith('.csv') && !files.has(file.replace(/\.csv$/, '.yaml'))) {
      const zh = '缺少同名的 .yaml 说明文件。';
      problems.push(problem(file, undefined, zh, 'The .yaml file that describes this list is missing.'));
    }
    if (!file.endsWith('.yaml')) continue;
    const list = readList(root, file.slice(0, -'.yaml'.length), files, problems);
    if (list !== undefined) lists.push(list);
  }
  return lists;
}

function readList(
  root: string,
  name: string,
  files: ReadonlySet<string>,
  problems: ConfigurationProblem[],
): FileList | undefined {
  const described = readDefinition(name, readFileSync(join(root, `${name}.yaml`), 'utf8'), `${name}.yaml`);
  problems.push(...described.problems);
  const file = `${name}.csv`;
  if (!files.has(file)) {
    problems.push(problem(`${name}.yaml`, 1, `缺少“${file}”。`, `"${file}" is missing.`));
    return undefined;
  }
  if (described.definition === undefined) return undefined;
  const read = readEntries(readFileSync(join(root, file), 'utf8'), file, described.definition);
  problems.push(...read.problems);
  return { file, definition: described.definition, entries: read.entries };
}

/** Attributes that are codes of another list must be there. */
function referenceProblems(list: FileList, tables: ReadonlyMap<string, CodeTable>): ConfigurationProblem[] {
  const found: ConfigurationProblem[] = [];
  for (const [name, column] of Object.entries(list.definition.columns)) {
    if (column.list === undefined) continue;
    const target = tables.get(column.list);
    for (const { line, entry } of list.entries) {
      const code = entry.attributes[name];
      if (code === undefined || target?.find(code) !== undefined) continue;
      const zh = `“${name}”的值“${code}”不在代码表“${column.list}”中。`;
      const en = `"${code}" in "${name}" is not in the list "${column.list}".`;
      found.push(problem(list.file, line, zh, en));
    }
  }
  return found;
}

function readReferences(
  root: string,
  tables: ReadonlyMap<string, CodeTable>,
  problems: ConfigurationProblem[],
): Map<string, Map<string, CrossReference>> {
  const byList = new Map<string, Map<string, CrossReference>>();
  for (const list of entriesOf(join(root, 'cross-references'))) {
    const table = tables.get(list);
    const folder = join('cross-references', list);
    if (table === undefined) {
      problems.push(problem(folder, undefined, `没有代码表“${list}”。`, `There is no list "${list}".`));
      continue;
    }
    const references = new Map<string, CrossReference>();
    for (const name of entriesOf(join(root, folder)).filter((each) => each.endsWith('.csv'))) {
      const file = join(folder, name);
      const known = (code: string): boolean => table.find(code) !== undefined;
      const read = readCrossReference(readFileSync(join(root, file), 'utf8'), file, known);
      problems.push(...read.problems);
      references.set(name.slice(0, -'.csv'.length), new CrossReference(read.rows));
    }
    byList.set(list, references);
  }
  return byList;
}

function entriesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
