import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { CommanderError } from 'commander';
import type { ExitCode } from './command.js';
import { commands } from './commands.js';
import { describeMistake } from './describe-mistake.js';
import { ConfigurationMistakes, UsageMistake } from './mistake.js';
import { programOf } from './program.js';
import { shown, Terminal } from './terminal.js';
import { languageOf } from './words.js';
import { Workspace } from './workspace.js';

/** What a process gives to the command line. */
export interface Surroundings {
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly input: Readable;
  readonly out: Writable;
  readonly err: Writable;
  /** Folder of the configuration when nobody names another. */
  readonly home: string;
}

/** Runs one command. Throws only what is a mistake of the program. */
export async function run({ args, environment, input, out, err, home }: Surroundings): Promise<ExitCode> {
  const language = languageOf(args, environment);
  const terminal = new Terminal(input, out, err, language);
  let workspace = new Workspace(home);
  let exitCode: ExitCode = 0;
  const program = programOf(commands, {
    language,
    writeOut: (text) => void out.write(text),
    writeErr: (text) => void err.write(text),
    invoke: async ({ command, given, root }) => {
      workspace = new Workspace(resolve(root ?? environment.BIANZU_CONFIGURATION ?? home));
      exitCode = await command.run({ given, terminal, workspace, environment });
    },
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageMistake) await terminal.note(shown(terminal.words(error.words)));
    else if (error instanceof ConfigurationMistakes) {
      for (const problem of error.problems)
        await terminal.note(describeMistake(problem, workspace, language));
    } else throw error;
    return 2;
  }
}
