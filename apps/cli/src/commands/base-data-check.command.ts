import { identifiers, type IdentifierName, type IdentifierResult } from '#libs/base-data';
import type { CommandDeclaration } from '../command.js';
import { shown } from '../terminal.js';
import type { Words } from '../words.js';

export const baseDataCheckCommand: CommandDeclaration = {
  name: 'base-data check',
  summary: {
    zh: '检验标识号及其校验位，输出规范形式。',
    en: 'Checks an identifier with its check digit and prints its normal form.',
  },
  arguments: [
    {
      name: 'identifier',
      choices: Object.keys(identifiers),
      summary: { zh: '标识种类', en: 'kind of identifier' },
    },
    { name: 'value', summary: { zh: '标识号', en: 'the number' } },
  ],
  options: [],
  examples: [
    { command: 'base-data check container-number CSQU3054383' },
    { command: 'base-data check container-number CSQU3054384', exitCode: 1 },
  ],
  async run({ given, terminal }) {
    const identifier = identifiers[given.text('identifier') as IdentifierName];
    const normal = identifier.normalise(given.text('value'));
    const result = identifier.check(given.text('value'));
    const verdict = terminal.words(verdictOf(result, identifier));
    await terminal.print(`${shown(normal)}\t${verdict}`);
    return result.ok ? 0 : 1;
  },
};

function verdictOf(result: IdentifierResult, { zh, en }: Words): Words {
  if (result.ok) return { zh: `合法的${zh}`, en: `a valid ${en}` };
  if (result.reason === 'malformed')
    return { zh: `不是合法的${zh}`, en: `does not have the form of a ${en}` };
  return {
    zh: `${zh}的校验位应为 ${result.expected}`,
    en: `the check digit of this ${en} should be ${result.expected}`,
  };
}
