import type { CommandDeclaration } from '../command.js';
import { requiredDay, requiredList } from '../required-list.js';
import { unknownName } from '../workspace.js';

export const baseDataCrossReferenceCommand: CommandDeclaration = {
  name: 'base-data cross-reference',
  summary: {
    zh: '某系统自用代码对应的标准代码，或反向查询。',
    en: 'The standard code for what a system writes, or the other way round.',
  },
  arguments: [
    { name: 'list', summary: { zh: '代码表', en: 'a code list' } },
    { name: 'system', summary: { zh: '系统', en: 'a system' } },
    { name: 'code', summary: { zh: '代码', en: 'a code' } },
  ],
  options: [
    {
      name: 'reverse',
      summary: { zh: '由标准代码查系统代码', en: 'from the standard code to that of the system' },
    },
    { name: 'at', value: 'date', summary: { zh: '在该日（yyyy-mm-dd）', en: 'on this day, yyyy-mm-dd' } },
  ],
  examples: [{ command: 'base-data cross-reference packages sys-1 NO-SUCH', exitCode: 1 }],
  async run({ given, terminal, workspace }) {
    const { codeLists } = workspace;
    const { definition, references } = requiredList(given.text('list'), codeLists);
    const system = given.text('system');
    const known = [...references.keys()];
    if (!references.has(system))
      throw unknownName(system, known, '系统的对照表', 'cross-reference of a system');
    const code = given.text('code');
    const at = requiredDay(given.optional('at'));
    const found = given.flag('reverse')
      ? codeLists.toLocal(definition.name, system, code, at)
      : codeLists.toStandard(definition.name, system, code, at);
    if (found !== undefined) await terminal.print(found);
    else {
      await terminal.note(
        terminal.words({ zh: `“${code}”没有对照。`, en: `There is no cross-reference for "${code}".` }),
      );
    }
    return found === undefined ? 1 : 0;
  },
};
