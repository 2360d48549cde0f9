import type { GrantedScope } from '#libs/partners';
import type { CommandDeclaration } from '../command.js';
import { listed, unknown, withAccess } from '../access.js';

export const clientsAddCommand: CommandDeclaration = {
  name: 'clients add',
  summary: {
    zh: '为合作方发放 /oauth/token 的客户端密钥；只显示这一次。',
    en: 'Issues a secret for /oauth/token to a partner; it is shown this once.',
  },
  arguments: [{ name: 'client', summary: { zh: '合作方 id', en: 'id of the partner' } }],
  options: [
    {
      name: 'scopes',
      value: 'scopes',
      isRequired: true,
      summary: { zh: '权限，逗号分隔', en: 'separated by commas' },
    },
  ],
  examples: [
    { command: 'clients add sys-1 --scopes messages:send:transport-order,base-data', needs: 'database' },
  ],
  async run(call) {
    const { given, terminal } = call;
    const { ClientRegister, isGrantedScope } = await import('#libs/partners');
    const scopes = listed(given.text('scopes')) ?? [];
    for (const scope of scopes) if (!isGrantedScope(scope)) throw unknown(scope);
    const secret = await withAccess(call, ({ dataSource, audit, actor }) =>
      new ClientRegister(dataSource, audit).add(
        given.text('client'),
        scopes as GrantedScope[],
        undefined,
        actor,
      ),
    );
    await terminal.print(secret);
    return 0;
  },
};
