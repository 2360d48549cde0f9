import type { Language } from '#libs/message';
import { cellsOf } from '../inspection/layout.js';
import type { CorpusFile } from './corpus-file.js';

const columns = {
  zh: [
    '目录',
    '文件',
    '非 EDI',
    '交换',
    '报文',
    '逐字节一致',
    '有问题',
    '应答',
    '错误应答',
    '输入',
    '崩溃',
    '毫秒',
  ],
  en: [
    'folder',
    'files',
    'not EDI',
    'interchanges',
    'messages',
    'byte-exact',
    'with issues',
    'answers',
    'wrong answers',
    'inputs',
    'crashes',
    'ms',
  ],
} as const;
const mostCodes = 20;

/** The files of a corpus, summed up by folder and in total, and the issue codes that occur most. */
export function corpusTable(files: readonly CorpusFile[], language: Language): string[] {
  const folders = [...new Set(files.map(folderOf))].sort();
  const rows = folders.map((folder) =>
    row(
      folder,
      files.filter((file) => folderOf(file) === folder),
    ),
  );
  const total = row(language === 'zh' ? '合计' : 'total', files);
  return [...aligned([columns[language], ...rows, total]), '', ...codes(files)];
}

function folderOf({ file }: CorpusFile): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
}

export function isFailed({ crashes, wrongAnswers, isExact }: CorpusFile): boolean {
  return crashes.length > 0 || wrongAnswers.length > 0 || !isExact;
}

function row(name: string, all: readonly CorpusFile[]): string[] {
  const edi = all.filter(({ format }) => format !== undefined);
  const sum = (value: (file: CorpusFile) => number): string =>
    String(edi.reduce((total, file) => total + value(file), 0));
  return [
    name,
    String(all.length),
    String(all.length - edi.length),
    sum(({ interchanges }) => interchanges),
    sum(({ messages }) => messages),
    sum(({ isExact }) => Number(isExact)),
    sum(({ issues }) => Number(Object.keys(issues).length > 0)),
    sum(({ answers }) => answers),
    sum(({ wrongAnswers }) => wrongAnswers.length),
    sum(({ inputs }) => inputs),
    sum(({ crashes }) => crashes.length),
    sum(({ ms }) => ms),
  ];
}

function codes(files: readonly CorpusFile[]): string[] {
  const found = new Map<string, { files: number; issues: number }>();
  for (const { issues } of files) {
    for (const [code, count] of Object.entries(issues)) {
      const known = found.get(code) ?? { files: 0, issues: 0 };
      found.set(code, { files: known.files + 1, issues: known.issues + count });
    }
  }
  return [...found]
    .sort((one, other) => other[1].files - one[1].files || other[1].issues - one[1].issues)
    .slice(0, mostCodes)
    .map(
      ([code, count]) => `${String(count.files).padStart(6)} ${String(count.issues).padStart(8)}  ${code}`,
    );
}

/** The first column to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cellsOf(cells[column]!))));
  return rows.map((cells) =>
    cells
      .map((cell, column) => {
        const fill = ' '.repeat(widths[column]! - cellsOf(cell));
        return column === 0 ? cell + fill : fill + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}
