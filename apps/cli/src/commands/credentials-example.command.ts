import type { CommandDeclaration } from '../command.js';
import { withDatabase } from '../database.js';
import { errorCode, UsageMistake } from '../mistake.js';

export const credentialsExampleCommand: CommandDeclaration = {
  name: 'credentials example',
  summary: {
    zh: '为协议中的每个合作方和一名值班员发放令牌，写入 JSON 文件。',
    en: 'Issues a token to every partner of the agreements and to an operator, into a JSON file.',
  },
  arguments: [],
  options: [
    {
      name: 'out',
      value: 'file',
      isRequired: true,
      summary: { zh: 'JSON 文件；其中已有的令牌保留', en: 'a JSON file; tokens that it has already stay' },
    },
  ],
  examples: [{ command: 'credentials example --out tokens.json', needs: 'database' }],
  async run({ given, terminal, environment, workspace }) {
    const partners = workspace.routing.partners.map(({ id }) => id);
    const { exampleCredentials } = await import('#libs/runtime');
    const file = given.text('out');
    try {
      const tokens = await withDatabase(environment, (dataSource) =>
        exampleCredentials({ dataSource, partners, file }),
      );
      for (const principal of Object.keys(tokens)) await terminal.print(principal);
      return 0;
    } catch (error) {
      const code = error instanceof SyntaxError ? 'JSON' : errorCode(error);
      if (code === undefined || error instanceof UsageMistake) throw error;
      throw new UsageMistake({ zh: `无法使用 ${file}：${code}`, en: `${file} cannot be used: ${code}` });
    }
  },
};
