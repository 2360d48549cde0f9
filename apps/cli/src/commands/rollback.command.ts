import type { CommandDeclaration } from '../command.js';
import { change, changeOptions } from '../configuration/change.js';
import { hubOptions } from '../hub-client.js';

export const rollbackCommand: CommandDeclaration = {
  name: 'rollback',
  summary: {
    zh: '重新启用较早的配置版本；不指定时为前一版本。再次执行即恢复。',
    en: 'Makes an earlier version of the configuration the active one again, by default the one before. Going back twice is going forward again.',
  },
  arguments: [],
  options: [
    { name: 'to', value: 'number', summary: { zh: '版本号', en: 'number of the version' } },
    ...changeOptions,
    ...hubOptions,
  ],
  examples: [{ command: 'rollback --note "orders were refused"', needs: 'hub' }],
  run: (call) =>
    change(call, { kind: 'rollback', to: call.given.count('to') }, call.given.count('replacing')),
};
