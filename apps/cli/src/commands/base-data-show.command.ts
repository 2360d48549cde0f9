import type { CodeEntry, CodeTable } from '#libs/base-data';
import type { CommandDeclaration } from '../command.js';
import { requiredList } from '../required-list.js';
import type { Terminal } from '../terminal.js';

export const baseDataShowCommand: CommandDeclaration = {
  name: 'base-data show',
  summary: {
    zh: '显示一个代码的全部版本、属性与各系统的对照。',
    en: 'Shows a code with its versions, its attributes and what the systems call it.',
  },
  arguments: [
    { name: 'list', summary: { zh: '代码表', en: 'a code list' } },
    { name: 'code', summary: { zh: '代码', en: 'a code' } },
  ],
  options: [{ name: 'json', summary: { zh: '每个版本一行 JSON', en: 'one JSON per version' } }],
  examples: [
    { command: 'base-data show bureaux W00' },
    { command: 'base-data show stations NO-SUCH', exitCode: 1 },
  ],
  async run({ given, terminal, workspace }) {
    const table = requiredList(given.text('list'), workspace.codeLists);
    const code = given.text('code');
    const versions = table.versions(code);
    for (const version of versions) {
      if (given.flag('json')) await terminal.print(JSON.stringify(version));
      else await printVersion(version, table, terminal);
    }
    if (versions.length > 0) return 0;
    const list = table.definition.name;
    await terminal.note(
      terminal.words({
        zh: `“${list}”中没有代码“${code}”。`,
        en: `There is no code "${code}" in "${list}".`,
      }),
    );
    return 1;
  },
};

async function printVersion(
  entry: CodeEntry,
  { definition, references }: CodeTable,
  terminal: Terminal,
): Promise<void> {
  const { code, zh, en, validFrom, validTo, attributes } = entry;
  await terminal.print(`${code}  ${zh}  ${en}  ${validFrom ?? ''}..${validTo ?? ''}`);
  for (const [name, value] of Object.entries(attributes)) {
    await terminal.print(`  ${name} = ${value}  (${definition.columns[name]?.[terminal.language] ?? name})`);
  }
  for (const [system, { rows }] of references) {
    const local = rows.filter((row) => row.standardCode === code).map((row) => row.localCode);
    if (local.length > 0) await terminal.print(`  ${system}: ${local.join(', ')}`);
  }
}
