import type { CommandDeclaration } from '../command.js';
import { unknown, withAccess } from '../access.js';

export const peopleDisableCommand: CommandDeclaration = {
  name: 'people disable',
  summary: { zh: '停用账号并结束其会话。', en: 'Disables an account and ends its sessions.' },
  arguments: [{ name: 'name', summary: { zh: '姓名', en: 'of the account' } }],
  options: [{ name: 'enable', summary: { zh: '重新启用', en: 'let the person in again' } }],
  examples: [{ command: 'people disable li.wei', needs: 'database' }],
  async run(call) {
    const { given } = call;
    const { People } = await import('#libs/partners');
    const name = given.text('name');
    const change = { isDisabled: !given.flag('enable') };
    const isDone = await withAccess(call, ({ dataSource, audit, actor }) =>
      new People(dataSource, audit).change(name, change, actor),
    );
    if (!isDone) throw unknown(name);
    return 0;
  },
};
