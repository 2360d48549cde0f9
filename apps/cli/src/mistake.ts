import type { ConfigurationProblem } from '#libs/message';
import type { Words } from './words.js';

/** Whoever called us has to change something: an argument, a file name, an address. Ends with exit code 2. */
export class UsageMistake extends Error {
  constructor(readonly words: Words) {
    super(words.en);
    this.name = 'UsageMistake';
  }
}

/** Our own files are wrong, so there is nothing to judge the data by. Ends with exit code 2. */
export class ConfigurationMistakes extends Error {
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(problems.map(({ message }) => message.en).join('\n'));
    this.name = 'ConfigurationMistakes';
  }
}

/** The code of a Node or network error, such as `ENOENT`; undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  const { code, errors } = (error ?? {}) as { code?: unknown; errors?: unknown };
  if (typeof code === 'string') return code;
  return Array.isArray(errors) ? errorCode(errors[0]) : undefined;
}
