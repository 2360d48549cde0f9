import { mappingFunctionsReference } from '#libs/mapping';
import type { CommandDeclaration } from '../command.js';

export const mappingFunctionsCommand: CommandDeclaration = {
  name: 'mapping functions',
  summary: { zh: '映射函数参考（Markdown）。', en: 'The reference of mapping functions, as Markdown.' },
  arguments: [],
  options: [],
  examples: [{ command: 'mapping functions' }],
  async run({ terminal }) {
    await terminal.write(mappingFunctionsReference());
    return 0;
  },
};
