import type { CommandDeclaration } from '../command.js';
import { referencePage } from '../reference-page.js';

/** @param commands all others; the page describes itself too */
export function referenceCommand(commands: readonly CommandDeclaration[]): CommandDeclaration {
  const command: CommandDeclaration = {
    name: 'reference',
    summary: {
      zh: '输出本参考页（docs/cli.md，Markdown）。',
      en: 'Prints this page (docs/cli.md), as Markdown.',
    },
    arguments: [],
    options: [],
    examples: [{ command: 'reference' }],
    async run({ terminal }) {
      await terminal.write(referencePage([...commands, command]));
      return 0;
    },
  };
  return command;
}
