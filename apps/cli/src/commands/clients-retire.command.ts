import type { CommandDeclaration } from '../command.js';
import { unknown, withAccess } from '../access.js';

export const clientsRetireCommand: CommandDeclaration = {
  name: 'clients retire',
  summary: {
    zh: '立即终止客户端的全部密钥；已发放的访问令牌有效至到期。',
    en: 'Ends all secrets and keys of a client at once; access tokens that it has stay good until they end.',
  },
  arguments: [{ name: 'client', summary: { zh: '合作方 id', en: 'id of the partner' } }],
  options: [],
  examples: [{ command: 'clients retire sys-1', needs: 'database' }],
  async run(call) {
    const { ClientRegister } = await import('#libs/partners');
    const client = call.given.text('client');
    const ended = await withAccess(call, ({ dataSource, audit, actor }) =>
      new ClientRegister(dataSource, audit).retire(client, actor),
    );
    if (ended === 0) throw unknown(client);
    await call.terminal.print(`${client}  ${ended}`);
    return 0;
  },
};
