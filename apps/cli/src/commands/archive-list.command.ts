import { archiveOption, partsOf } from '../archive-folder.js';
import type { CommandDeclaration } from '../command.js';

export const archiveListCommand: CommandDeclaration = {
  name: 'archive list',
  summary: { zh: '列出归档的各部分。', en: 'Lists the parts of the archive.' },
  arguments: [],
  options: [archiveOption],
  examples: [{ command: 'archive list', needs: 'archive' }],
  async run(call) {
    for (const { manifest } of partsOf(call)) {
      const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
      await call.terminal.print(`${manifest.name}  ${manifest.day}  ${manifest.messages}  ${bytes}`);
    }
    return 0;
  },
};
