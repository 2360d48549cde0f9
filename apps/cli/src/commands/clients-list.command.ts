import type { CommandDeclaration } from '../command.js';
import { withAccess } from '../access.js';

export const clientsListCommand: CommandDeclaration = {
  name: 'clients list',
  summary: {
    zh: '列出客户端及其有效的密钥，从不显示其值。',
    en: 'Lists clients with what is good of them, never a value.',
  },
  arguments: [],
  options: [],
  examples: [{ command: 'clients list', needs: 'database' }],
  async run(call) {
    const { ClientRegister } = await import('#libs/partners');
    const clients = await withAccess(call, ({ dataSource, audit }) =>
      new ClientRegister(dataSource, audit).list(),
    );
    for (const { client, kind, scopes, validUntil } of clients)
      await call.terminal.print(
        `${client}  ${kind}  ${scopes.join(',')}  ${validUntil?.toISOString() ?? ''}`.trimEnd(),
      );
    return 0;
  },
};
