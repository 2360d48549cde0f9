/** A mistake in our own files (a mapping, a schema, a code list, an agreement), never in a partner's data. */
export interface ConfigurationProblem {
  readonly file: string;
  /** Counts from 1. */
  readonly line?: number;
  readonly column?: number;
  readonly message: { readonly zh: string; readonly en: string };
}

export function describeProblem(problem: ConfigurationProblem, language: 'zh' | 'en'): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  return `${place}: ${problem.message[language]}`;
}
