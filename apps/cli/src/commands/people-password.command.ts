import type { CommandDeclaration } from '../command.js';
import { secretInput, unknown, withAccess } from '../access.js';

export const peoplePasswordCommand: CommandDeclaration = {
  name: 'people password',
  summary: {
    zh: '由标准输入设置新密码；结束会话并解锁账号。',
    en: 'Sets the password that comes by standard input; ends the sessions and opens a locked account.',
  },
  arguments: [{ name: 'name', summary: { zh: '姓名', en: 'of the account' } }],
  options: [],
  examples: [{ command: 'people password li.wei', needs: 'database' }],
  async run(call) {
    const { People } = await import('#libs/partners');
    const name = call.given.text('name');
    const password = (await secretInput(call)).toString('utf8');
    const isDone = await withAccess(call, ({ dataSource, audit, actor }) =>
      new People(dataSource, audit).setPassword(name, password, actor),
    );
    if (!isDone) throw unknown(name);
    return 0;
  },
};
