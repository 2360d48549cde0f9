import { join } from 'node:path';
import { importForms, importList, type ImportForm, type ImportResult } from '#libs/base-data';
import { decodeText } from '#libs/codecs';
import { describeProblem, describeIssue } from '#libs/message';
import type { Call, CommandDeclaration } from '../command.js';
import { Input } from '../input.js';
import { UsageMistake } from '../mistake.js';
import { replaceFile } from '../replace-file.js';
import { requiredList } from '../required-list.js';
import { shown } from '../terminal.js';

const largestListBytes = 64 * 1024 * 1024;

export const baseDataImportCommand: CommandDeclaration = {
  name: 'base-data import',
  summary: {
    zh: '把一份较大的代码表并入 code-lists，列出新增、变更、不变与拒绝的行。',
    en: 'Merges a larger list into code-lists and tells what is added, changed, unchanged and refused.',
  },
  arguments: [
    { name: 'list', summary: { zh: '代码表', en: 'a code list' } },
    { name: 'file', summary: { zh: '文件，- 为标准输入', en: 'a file, or - for standard input' } },
  ],
  options: [
    {
      name: 'form',
      value: 'form',
      isRequired: true,
      choices: Object.keys(importForms),
      summary: { zh: '文件的形式', en: 'the form of the file' },
    },
    { name: 'dry-run', summary: { zh: '只说明，不写文件', en: 'only tell, write nothing' } },
  ],
  examples: [{ command: 'base-data import stations code-lists/stations.csv --form csv --dry-run' }],
  async run(call) {
    const { given, terminal, workspace } = call;
    const lists = workspace.codeLists;
    const list = requiredList(given.text('list'), lists).definition.name;
    const file = given.text('file');
    const text = await readList(call, file);
    const result = importList({ list, form: given.text('form') as ImportForm, text, file, lists });
    for (const problem of result.problems)
      await terminal.note(shown(describeProblem(problem, terminal.language)));
    await tell(result, call);
    const isNew = result.added.length + result.changed.length > 0;
    if (result.csv !== undefined && isNew && !given.flag('dry-run')) {
      const target = join(workspace.root, 'code-lists', `${list}.csv`);
      await replaceFile(target, result.csv);
      await terminal.print(terminal.words({ zh: `已写入 ${target}`, en: `written: ${target}` }));
    }
    return result.problems.length > 0 ? 1 : 0;
  },
};

async function readList({ terminal }: Call, file: string): Promise<string> {
  const bytes = await (await Input.open(file, terminal.input)).whole(largestListBytes);
  if (bytes === undefined)
    throw new UsageMistake({ zh: '文件超过 64 MB。', en: 'The file is larger than 64 MB.' });
  const { text, issues } = decodeText(bytes);
  for (const fault of issues) await terminal.note(shown(describeIssue(fault, terminal.language)));
  return text;
}

async function tell(result: ImportResult, { terminal }: Call): Promise<void> {
  const { added, changed, unchanged, repeated, problems } = result;
  for (const code of added) await terminal.print(shown(`+ ${code}`));
  for (const code of changed) await terminal.print(shown(`~ ${code}`));
  await terminal.print(
    terminal.words({
      zh: `新增 ${added.length}，变更 ${changed.length}，不变 ${unchanged}，重复 ${repeated}，拒绝 ${problems.length}`,
      en: `${added.length} added, ${changed.length} changed, ${unchanged} unchanged, ${repeated} repeated, ${problems.length} refused`,
    }),
  );
}
