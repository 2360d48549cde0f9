import { archiveOption, partsOf } from '../archive-folder.js';
import type { CommandDeclaration } from '../command.js';

export const archiveVerifyCommand: CommandDeclaration = {
  name: 'archive verify',
  summary: {
    zh: '核对归档各文件的哈希；有不符时退出码为 1。',
    en: 'Checks the files of the archive against their hashes; exit code 1 when one is not what was written.',
  },
  arguments: [],
  options: [archiveOption],
  examples: [{ command: 'archive verify', needs: 'archive' }],
  async run(call) {
    const { terminal } = call;
    let wrong = 0;
    const parts = partsOf(call);
    for (const part of parts) {
      for (const file of await part.verify()) {
        wrong++;
        await terminal.print(terminal.words({ zh: `不符：${file}`, en: `wrong: ${file}` }));
      }
    }
    await terminal.print(
      terminal.words({
        zh: `${parts.length} 部分，${wrong} 个文件不符`,
        en: `${parts.length} parts, ${wrong} wrong files`,
      }),
    );
    return wrong === 0 ? 0 : 1;
  },
};
