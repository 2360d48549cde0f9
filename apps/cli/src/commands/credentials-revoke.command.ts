import type { CommandDeclaration } from '../command.js';
import { withDatabase } from '../database.js';

export const credentialsRevokeCommand: CommandDeclaration = {
  name: 'credentials revoke',
  summary: { zh: '作废一方的全部访问令牌。', en: 'Ends all access tokens of a partner or an operator.' },
  arguments: [
    {
      name: 'principal',
      summary: { zh: '合作方 id 或人员名', en: 'id of a partner, or name of an operator' },
    },
  ],
  options: [],
  examples: [{ command: 'credentials revoke sys-1', needs: 'database' }],
  async run({ given, terminal, environment }) {
    const { Credentials } = await import('#libs/partners');
    const principal = given.text('principal');
    const ended = await withDatabase(environment, (dataSource) =>
      new Credentials(dataSource).revoke(principal),
    );
    await terminal.print(
      terminal.words({
        zh: `已作废 ${principal} 的 ${ended} 个令牌`,
        en: `${ended} tokens of ${principal} have ended`,
      }),
    );
    return 0;
  },
};
