import type { CommandDeclaration } from '../command.js';
import { unknown, withAccess } from '../access.js';

const hourMs = 3_600_000;

export const clientsRotateCommand: CommandDeclaration = {
  name: 'clients rotate',
  summary: {
    zh: '发放新的客户端密钥，只显示这一次；旧密钥再有效若干小时，默认 24。',
    en: 'Issues another secret with the same scopes, shown this once; the old ones stay good for some hours, 24 by default.',
  },
  arguments: [{ name: 'client', summary: { zh: '合作方 id', en: 'id of the partner' } }],
  options: [
    {
      name: 'hours',
      value: 'n',
      summary: { zh: '旧密钥的有效小时数', en: 'how long the old ones stay good' },
    },
  ],
  examples: [{ command: 'clients rotate sys-1 --hours 48', needs: 'database' }],
  async run(call) {
    const { given, terminal } = call;
    const { ClientRegister } = await import('#libs/partners');
    const client = given.text('client');
    const oldUntil = new Date(Date.now() + (given.count('hours') ?? 24) * hourMs);
    const secret = await withAccess(call, async ({ dataSource, audit, actor }) => {
      const register = new ClientRegister(dataSource, audit);
      const scopes = await register.scopesOf(client);
      if (scopes === undefined) throw unknown(client);
      return register.rotate(client, scopes, oldUntil, actor);
    });
    await terminal.print(secret);
    return 0;
  },
};
