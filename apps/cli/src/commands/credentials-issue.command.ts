import type { Scope } from '#libs/partners';
import type { CommandDeclaration } from '../command.js';
import { withDatabase } from '../database.js';
import { UsageMistake } from '../mistake.js';

export const credentialsIssueCommand: CommandDeclaration = {
  name: 'credentials issue',
  summary: {
    zh: '为合作方或值班人员发放访问令牌；令牌只显示这一次。',
    en: 'Issues an access token to a partner or an operator; it is shown this once.',
  },
  arguments: [
    {
      name: 'principal',
      summary: { zh: '合作方 id 或人员名', en: 'id of a partner, or name of an operator' },
    },
  ],
  options: [
    {
      name: 'scopes',
      value: 'scopes',
      isRequired: true,
      summary: {
        zh: '权限，逗号分隔：messages、customers、base-data、operations',
        en: 'separated by commas: messages, customers, base-data, operations',
      },
    },
  ],
  examples: [{ command: 'credentials issue sys-1 --scopes messages,base-data', needs: 'database' }],
  async run({ given, terminal, environment }) {
    const principal = given.text('principal');
    if (!/^[\w.@-]{1,100}$/.test(principal)) {
      throw new UsageMistake({ zh: `“${principal}”不能作为名称。`, en: `"${principal}" cannot be a name.` });
    }
    const { Credentials, scopes } = await import('#libs/partners');
    const wanted = given.text('scopes').split(',');
    const unknown = wanted.filter((scope) => !(scopes as readonly string[]).includes(scope));
    if (unknown.length > 0) {
      const list = scopes.join(', ');
      const text = unknown.join(', ');
      throw new UsageMistake({
        zh: `没有权限“${text}”，现有：${list}`,
        en: `There is no scope "${text}"; there are: ${list}`,
      });
    }
    const token = await withDatabase(environment, (dataSource) =>
      new Credentials(dataSource).issue(principal, wanted as Scope[]),
    );
    await terminal.print(token);
    return 0;
  },
};
