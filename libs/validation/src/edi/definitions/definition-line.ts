import type { ConfigurationProblem } from '#libs/message';

/** One logical line of a definition file: continuation lines joined, comments and blank lines gone. */
export interface DefinitionLine {
  /** Counts from 1. */
  readonly line: number;
  /** Spaces in front. */
  readonly indent: number;
  readonly words: readonly Word[];
}

export interface Word {
  readonly text: string;
  readonly line: number;
  /** Counts from 1. */
  readonly column: number;
}

/** Takes the mistakes of one definition file. */
export class DefinitionProblems {
  readonly found: ConfigurationProblem[] = [];

  constructor(private readonly file: string) {}

  at(place: { line: number; column?: number }, zh: string, en: string): void {
    this.found.push({ file: this.file, line: place.line, column: place.column, message: { zh, en } });
  }
}

/** Cuts a table into lines; an indented line continues the one before it. */
export function tableLines(text: string): DefinitionLine[] {
  const lines: { line: number; indent: number; words: Word[] }[] = [];
  for (const physical of physicalLines(text)) {
    const last = lines.at(-1);
    if (physical.indent > 0 && last !== undefined) last.words.push(...physical.words);
    else lines.push({ ...physical, words: [...physical.words] });
  }
  return lines;
}

/** Every line that says something, with its indentation. */
export function physicalLines(text: string): DefinitionLine[] {
  const lines: DefinitionLine[] = [];
  text.split(/\r?\n/).forEach((raw, at) => {
    const said = raw.replace(/(^|\s)#.*$/, '');
    const words = [...said.matchAll(/\S+/g)].map((match) => ({
      text: match[0],
      line: at + 1,
      column: match.index + 1,
    }));
    if (words.length > 0) lines.push({ line: at + 1, indent: words[0]!.column - 1, words });
  });
  return lines;
}
