import type { CommandDeclaration } from '../command.js';
import { unknown, withAccess } from '../access.js';

export const secretsRetireCommand: CommandDeclaration = {
  name: 'secrets retire',
  summary: { zh: '立即停用一个版本。', en: 'Ends a version at once.' },
  arguments: [
    { name: 'id', summary: { zh: '版本 id（secrets list）', en: 'of the version, as secrets list says it' } },
  ],
  options: [],
  examples: [
    { command: 'secrets retire 01890000-0000-7000-8000-000000000000', exitCode: 2, needs: 'database' },
  ],
  async run(call) {
    const id = call.given.text('id');
    if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) throw unknown(id);
    if (!(await withAccess(call, ({ secrets, actor }) => secrets.retire(id, actor)))) throw unknown(id);
    return 0;
  },
};
