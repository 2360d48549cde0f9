import type { CommandDeclaration } from '../command.js';
import { withAccess } from '../access.js';
import { shown } from '../terminal.js';

export const auditListCommand: CommandDeclaration = {
  name: 'audit list',
  summary: { zh: '谁做了什么，新的在前。', en: 'Who did what, the latest first.' },
  arguments: [],
  options: [
    { name: 'actor', value: 'id', summary: { zh: '操作者', en: 'of this actor' } },
    {
      name: 'action',
      value: 'action',
      summary: { zh: '动作或其前缀，如 secret', en: 'an action or its first words, as secret' },
    },
    { name: 'subject', value: 'subject', summary: { zh: '对象', en: 'about this subject' } },
    { name: 'limit', value: 'n', summary: { zh: '最多 n 条，默认 100', en: 'at most n; default 100' } },
    { name: 'json', summary: { zh: '每行一个 JSON', en: 'one JSON per line' } },
  ],
  examples: [{ command: 'audit list --action secret', needs: 'database' }],
  async run(call) {
    const { given, terminal } = call;
    const [actor, action, subject] = ['actor', 'action', 'subject'].map((name) => given.optional(name));
    const wanted = { actor, action, subject, limit: given.count('limit') ?? 100 };
    const entries = await withAccess(call, ({ audit }) => audit.list(wanted));
    for (const entry of entries) {
      const { sequence, at, actor: who, action: what, subject: whom, detail } = entry;
      const line = [sequence, at, who, what, whom, JSON.stringify(detail)].join('  ');
      await terminal.print(given.flag('json') ? JSON.stringify(entry) : shown(line));
    }
    return 0;
  },
};
