import type { CommandDeclaration } from '../command.js';
import { withAccess } from '../access.js';

export const peopleListCommand: CommandDeclaration = {
  name: 'people list',
  summary: { zh: '列出人员账号及角色。', en: 'Lists accounts with their roles.' },
  arguments: [],
  options: [],
  examples: [{ command: 'people list', needs: 'database' }],
  async run(call) {
    const { terminal } = call;
    const { People } = await import('#libs/partners');
    const people = await withAccess(call, ({ dataSource, audit }) => new People(dataSource, audit).list());
    for (const { name, roles, partners, disabledAt } of people) {
      const state = disabledAt === null ? '' : terminal.words({ zh: '  已停用', en: '  disabled' });
      await terminal.print(`${name}  ${roles.join(',')}  ${partners?.join(',') ?? '*'}${state}`);
    }
    return 0;
  },
};
