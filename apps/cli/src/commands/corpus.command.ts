import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { CommandDeclaration } from '../command.js';
import { examineFile, type CorpusFile } from '../corpus/corpus-file.js';
import { corpusTable, isFailed } from '../corpus/corpus-table.js';
import { errorCode, UsageMistake } from '../mistake.js';
import { shown } from '../terminal.js';

const largestFileBytes = 64 * 1024 * 1024;

export const corpusCommand: CommandDeclaration = {
  name: 'corpus',
  summary: {
    zh: '对目录中的每个 EDI 文件解码、校验、还原、截断、损坏、应答并读回应答，输出统计表。退出码 1：有崩溃、未逐字节还原或错误的应答。',
    en:
      'Does with every EDI file of a folder all that can be done: decode, check, write again, cut off, damage, answer, read the ' +
      'answer; and prints a table. Exit code 1: something crashed, was not written as it was read, or was answered wrongly.',
  },
  arguments: [{ name: 'folder', summary: { zh: '目录，含子目录', en: 'a folder, with all below it' } }],
  options: [
    {
      name: 'every',
      value: 'n',
      summary: {
        zh: '前 n 字节逐字节截断，默认 1024',
        en: 'cut off at each of the first n bytes; default 1024',
      },
    },
    {
      name: 'samples',
      value: 'n',
      summary: { zh: '其后随机截断次数，默认 50', en: 'and at n others; default 50' },
    },
    {
      name: 'damages',
      value: 'n',
      summary: { zh: '每个文件的损坏副本数，默认 100', en: 'damaged copies of each file; default 100' },
    },
    { name: 'seed', value: 'n', summary: { zh: '随机种子，默认 1', en: 'of what is random; default 1' } },
    { name: 'json', summary: { zh: '每个文件一行 JSON', en: 'one JSON per file' } },
  ],
  examples: [{ command: 'corpus schemas/edifact/samples --every 50 --samples 10 --damages 20' }],
  async run({ given, terminal, workspace }) {
    const folder = given.text('folder');
    const options = {
      schemas: workspace.schemas,
      everyUpTo: given.count('every') ?? 1024,
      samples: given.count('samples') ?? 50,
      damages: given.count('damages') ?? 100,
      seed: given.count('seed') ?? 1,
    };
    const files: CorpusFile[] = [];
    for (const name of await namesIn(folder)) {
      const file = await examineFile(name.split(sep).join('/'), await readFile(join(folder, name)), options);
      files.push(file);
      if (given.flag('json')) await terminal.print(JSON.stringify(file));
      if (file.format === undefined)
        await terminal.note(
          terminal.words({ zh: `${shown(name)}：不是 EDI`, en: `${shown(name)}: not EDI` }),
        );
      for (const fault of [...file.crashes, ...file.wrongAnswers])
        await terminal.note(shown(`${name}: ${fault}`));
    }
    if (!given.flag('json'))
      for (const line of corpusTable(files, terminal.language)) await terminal.print(line);
    return files.some(isFailed) ? 1 : 0;
  },
};

/** Files that are not too large to be read as a whole, sorted. @throws UsageMistake when there is no such folder */
async function namesIn(folder: string): Promise<string[]> {
  try {
    const names = (await readdir(folder, { recursive: true })).sort();
    const kept: string[] = [];
    for (const name of names) {
      const about = await stat(join(folder, name));
      if (about.isFile() && about.size <= largestFileBytes) kept.push(name);
    }
    return kept;
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new UsageMistake({
      zh: `无法读取目录 ${folder}：${code}。`,
      en: `The folder ${folder} cannot be read: ${code}.`,
    });
  }
}
