import { Argument, Command, Option } from 'commander';
import type { Language } from '#libs/message';
import type { ArgumentDeclaration, CommandDeclaration, OptionDeclaration } from './command.js';
import { groups } from './commands.js';
import { Given } from './given.js';
import { commanderWords } from './program-words.js';

/** What a call comes to: the command, what was given to it, and the options that all commands have. */
export interface Invocation {
  readonly command: CommandDeclaration;
  readonly given: Given;
  readonly root: string | undefined;
}

export interface ProgramOptions {
  readonly language: Language;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  /** Called with what was asked for. */
  readonly invoke: (invocation: Invocation) => Promise<void>;
}

/**
 * The parser, made from the declarations. It never ends the process: help and mistakes come out as `CommanderError`.
 */
export function programOf(
  commands: readonly CommandDeclaration[],
  { language, writeOut, writeErr, invoke }: ProgramOptions,
): Command {
  const words = commanderWords[language];
  const program = new Command('bianzu');
  const dress = (command: Command, summary: string): Command =>
    command
      .description(summary)
      .helpOption('-h, --help', words.help)
      .helpCommand(false)
      .exitOverride()
      .allowExcessArguments(false)
      .showSuggestionAfterError(language === 'en')
      .configureHelp({ styleTitle: words.title })
      .configureOutput({
        writeOut,
        writeErr,
        outputError: (text, write) => write(words.mistake(text)),
      });
  dress(program, words.about);
  program.addOption(new Option('--lang <language>', words.language).choices(['zh', 'en']));
  program.option('--root <folder>', words.root);
  const byGroup = new Map<string, Command>();
  for (const declaration of commands) {
    const [first, second] = declaration.name.split(' ') as [string, string | undefined];
    let parent = program;
    if (second !== undefined) {
      parent = byGroup.get(first) ?? dress(program.command(first), groups[first]![language]);
      byGroup.set(first, parent);
    }
    const command = dress(parent.command(second ?? first), declaration.summary[language]);
    declare(command, declaration, language);
    command.action(async () => {
      const root = program.opts<{ root?: string }>().root;
      await invoke({ command: declaration, given: givenTo(command, declaration), root });
    });
  }
  return program;
}

function declare(command: Command, declaration: CommandDeclaration, language: Language): void {
  for (const argument of declaration.arguments) command.addArgument(argumentOf(argument, language));
  for (const option of declaration.options) command.addOption(optionOf(option, language));
  const examples = declaration.examples.map((example) => `  bianzu ${example.command}`).join('\n');
  command.addHelpText('after', `\n${commanderWords[language].examples}\n${examples}`);
}

function argumentOf(
  { name, isOptional, isList, choices, summary }: ArgumentDeclaration,
  language: Language,
): Argument {
  const word = isList === true ? `${name}...` : name;
  const argument = new Argument(isOptional === true ? `[${word}]` : `<${word}>`, summary[language]);
  return choices === undefined ? argument : argument.choices([...choices]);
}

function optionOf(
  { name, value, summary, choices, isRequired }: OptionDeclaration,
  language: Language,
): Option {
  const option = new Option(value === undefined ? `--${name}` : `--${name} <${value}>`, summary[language]);
  if (choices !== undefined) option.choices([...choices]);
  return option.makeOptionMandatory(isRequired === true);
}

function givenTo(command: Command, declaration: CommandDeclaration): Given {
  const options: Record<string, unknown> = command.opts();
  const values: Record<string, unknown> = {};
  for (const [index, { name }] of declaration.arguments.entries())
    values[name] = command.processedArgs[index];
  for (const { name } of declaration.options) values[name] = options[new Option(`--${name}`).attributeName()];
  return new Given(values as ConstructorParameters<typeof Given>[0]);
}
