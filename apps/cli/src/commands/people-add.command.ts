import type { CommandDeclaration } from '../command.js';
import { listed, secretInput, withAccess } from '../access.js';

export const peopleAddCommand: CommandDeclaration = {
  name: 'people add',
  summary: {
    zh: '新增人员账号；密码由标准输入读取，12 至 200 个字符。',
    en: 'Adds an account; the password, 12 to 200 characters, comes by standard input.',
  },
  arguments: [{ name: 'name', summary: { zh: '姓名，如 li.wei', en: 'as li.wei' } }],
  options: [
    {
      name: 'roles',
      value: 'roles',
      isRequired: true,
      summary: {
        zh: '角色，逗号分隔：operator、integrator、analyst、auditor、administrator',
        en: 'separated by commas: operator, integrator, analyst, auditor, administrator',
      },
    },
    {
      name: 'partners',
      value: 'ids',
      summary: { zh: '只看这些合作方，只读', en: 'sees only these partners, and changes nothing' },
    },
  ],
  examples: [{ command: 'people add li.wei --roles operator', needs: 'database' }],
  async run(call) {
    const { given } = call;
    const { People } = await import('#libs/partners');
    const person = {
      name: given.text('name'),
      password: (await secretInput(call)).toString('utf8'),
      roles: listed(given.text('roles')) ?? [],
      partners: listed(given.optional('partners')) ?? null,
    };
    await withAccess(call, ({ dataSource, audit, actor }) =>
      new People(dataSource, audit).add(person, actor),
    );
    return 0;
  },
};
