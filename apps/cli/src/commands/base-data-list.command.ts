import type { CodeTable, CodeTables } from '#libs/base-data';
import type { CommandDeclaration } from '../command.js';
import { requiredDay, requiredList } from '../required-list.js';
import type { Terminal } from '../terminal.js';

export const baseDataListCommand: CommandDeclaration = {
  name: 'base-data list',
  summary: {
    zh: '列出代码表，或一个代码表的全部代码。',
    en: 'Lists the code lists, or all codes of one.',
  },
  arguments: [{ name: 'list', isOptional: true, summary: { zh: '代码表', en: 'a code list' } }],
  options: [
    {
      name: 'at',
      value: 'date',
      summary: { zh: '该日（yyyy-mm-dd）有效的代码', en: 'codes valid on this day, yyyy-mm-dd' },
    },
    { name: 'json', summary: { zh: '每行一个 JSON', en: 'one JSON per line' } },
  ],
  examples: [{ command: 'base-data list' }, { command: 'base-data list bureaux --at 2026-01-01' }],
  async run({ given, terminal, workspace }) {
    const { codeLists } = workspace;
    const name = given.optional('list');
    if (name === undefined) await printLists(codeLists, terminal, given.flag('json'));
    else
      await printEntries(
        requiredList(name, codeLists),
        requiredDay(given.optional('at')),
        terminal,
        given.flag('json'),
      );
    return 0;
  },
};

async function printLists(codeLists: CodeTables, terminal: Terminal, isJson: boolean): Promise<void> {
  for (const name of codeLists.names()) {
    const { definition, references } = codeLists.table(name)!;
    const { zh, en, version } = definition;
    const entries = codeLists.entries(name).length;
    const systems = [...references.keys()].sort();
    if (isJson) await terminal.print(JSON.stringify({ name, zh, en, version, entries, systems }));
    else await terminal.print([name, entries, definition[terminal.language], systems.join(',')].join('\t'));
  }
}

async function printEntries(
  table: CodeTable,
  at: string | undefined,
  terminal: Terminal,
  isJson: boolean,
): Promise<void> {
  for (const entry of table.entries(at)) {
    await terminal.print(isJson ? JSON.stringify(entry) : [entry.code, entry.zh, entry.en].join('\t'));
  }
}
