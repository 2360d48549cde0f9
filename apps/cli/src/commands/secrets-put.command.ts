import type { CommandDeclaration } from '../command.js';
import { secretInput, withAccess } from '../access.js';

export const secretsPutCommand: CommandDeclaration = {
  name: 'secrets put',
  summary: {
    zh: '由标准输入保存密钥或证书的新版本；旧版本在失效前继续有效。',
    en: 'Keeps what comes by standard input as another version of a secret or certificate; the one before stays good.',
  },
  arguments: [
    { name: 'owner', summary: { zh: '合作方 id，或 own', en: 'id of a partner, or own' } },
    { name: 'name', summary: { zh: '名称', en: 'as the settings of connections say it' } },
  ],
  options: [
    {
      name: 'kind',
      value: 'kind',
      choices: ['secret', 'certificate'],
      summary: { zh: '默认 secret', en: 'default secret' },
    },
  ],
  examples: [{ command: 'secrets put sys-1 webhook', needs: 'database' }],
  async run(call) {
    const { given, terminal } = call;
    const kind = given.optional('kind') === 'certificate' ? 'certificate' : 'secret';
    const value = await secretInput(call);
    const { id, version } = await withAccess(call, ({ secrets, actor }) =>
      secrets.put(given.text('owner'), given.text('name'), value, { kind, actor }),
    );
    await terminal.print(`${id}  ${version}`);
    return 0;
  },
};
