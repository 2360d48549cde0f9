import type { Given } from './given.js';
import type { Terminal } from './terminal.js';
import type { Words } from './words.js';
import type { Workspace } from './workspace.js';

/**
 * The command line `bianzu`. Every command is a declaration, `commands/<command>.command.ts`: what it is called, what it
 * takes, examples that are executed by a test, and `run`. From the declarations come the parser, the help in both
 * languages and `docs/cli.md`.
 *
 * Results go to standard output, everything else to standard error. What is wrong with the data is an issue and gives
 * exit code 1; what the caller has to change, an argument or a file of the configuration, gives 2.
 */
export interface CommandDeclaration {
  /** Words separated by blanks: `mapping test` is `test` in the group `mapping`. */
  readonly name: string;
  readonly summary: Words;
  readonly arguments: readonly ArgumentDeclaration[];
  readonly options: readonly OptionDeclaration[];
  readonly examples: readonly Example[];
  run(call: Call): Promise<ExitCode>;
}

/** 0: fine; 1: the data has errors; 2: wrong usage or configuration. */
export type ExitCode = 0 | 1 | 2;

export interface ArgumentDeclaration {
  readonly name: string;
  readonly summary: Words;
  readonly isOptional?: boolean;
  /** Takes all further arguments. */
  readonly isList?: boolean;
  readonly choices?: readonly string[];
}

export interface OptionDeclaration {
  /** The long form without dashes. */
  readonly name: string;
  /** What stands for the value in the help; absent for a flag. */
  readonly value?: string;
  readonly summary: Words;
  readonly choices?: readonly string[];
  readonly isRequired?: boolean;
}

export interface Example {
  /** As typed after `bianzu`. */
  readonly command: string;
  /** Default 0. */
  readonly exitCode?: ExitCode;
  /** What it is not to be had without; default nothing. */
  readonly needs?: 'hub' | 'database' | 'archive';
}

export interface Call {
  readonly given: Given;
  readonly terminal: Terminal;
  readonly workspace: Workspace;
  readonly environment: NodeJS.ProcessEnv;
}
