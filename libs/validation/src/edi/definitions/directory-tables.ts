import { codesOf } from './code-words.js';
import { tableLines, type DefinitionLine, type DefinitionProblems, type Word } from './definition-line.js';
import type { CodeSet } from './definitions.js';

export const tableNames = ['segments', 'composites', 'elements', 'codes'] as const;
export type TableName = (typeof tableNames)[number];

/** The tables of a directory as they are written, with what they take over from the directory that they extend. */
export interface DirectoryTables {
  readonly segments: Map<string, DefinitionLine>;
  readonly composites: Map<string, DefinitionLine>;
  readonly elements: Map<string, DefinitionLine>;
  readonly codes: Map<string, CodeSet>;
}

export function emptyTables(): DirectoryTables {
  return { segments: new Map(), composites: new Map(), elements: new Map(), codes: new Map() };
}

/** The folder that a table extends, if its first line says so. */
export function extendedFolder(text: string): string | undefined {
  const first = tableLines(text)[0]?.words;
  return first?.[0]?.text === 'extends' ? first[1]?.text : undefined;
}

/** Adds what one file says to what its directory has inherited. */
export function readTable(
  name: TableName,
  text: string,
  tables: DirectoryTables,
  problems: DefinitionProblems,
): void {
  const table: Map<string, unknown> = tables[name];
  const own = new Set<string>();
  tableLines(text).forEach((line, at) => {
    const [first, second] = line.words as [Word, Word | undefined];
    if (at === 0 && first.text === 'extends') return;
    if (first.text === '-') {
      for (const word of line.words.slice(1)) {
        if (!table.delete(word.text))
          problems.at(word, `“${word.text}”未定义，无从删除`, `there is no ${word.text} to take away`);
      }
    } else if (name === 'codes') {
      readCodes(line, tables.codes, problems);
    } else if (own.has(first.text) || second === undefined) {
      problems.at(first, `“${first.text}”重复或没有内容`, `${first.text} stands here twice, or says nothing`);
    } else {
      own.add(first.text);
      table.set(first.text, line);
    }
  });
}

/** `2005 = 1 2 5..9` (closed), `1131 ~ 12 13` (open), `2005 + 10` and `2005 - 2` (what a later directory changes). */
function readCodes(line: DefinitionLine, codes: Map<string, CodeSet>, problems: DefinitionProblems): void {
  const [element, sign] = line.words as [Word, Word | undefined];
  const inherited = codes.get(element.text);
  if (sign === undefined || !['=', '~', '+', '-'].includes(sign.text)) {
    problems.at(sign ?? element, '应为 =、~、+ 或 -', 'expected =, ~, + or -');
    return;
  }
  const changes = sign.text === '+' || sign.text === '-';
  if (changes && inherited === undefined) {
    problems.at(
      element,
      `“${element.text}”没有可更改的代码表`,
      `there is no list of ${element.text} to change`,
    );
    return;
  }
  const values = new Set(changes ? inherited!.values : []);
  for (const word of line.words.slice(2)) {
    const said = codesOf(word.text);
    if (said === undefined)
      problems.at(word, `“${word.text}”不是数字区间`, `${word.text} is no run of numbers`);
    for (const code of said ?? []) {
      const known = values.has(code);
      if (known === (sign.text !== '-')) {
        problems.at(
          word,
          `代码“${code}”${known ? '已存在' : '不存在'}`,
          `the code ${code} is ${known ? 'there already' : 'not there'}`,
        );
      } else if (known) values.delete(code);
      else values.add(code);
    }
  }
  codes.set(element.text, { values, open: changes ? inherited!.open : sign.text === '~' });
}
