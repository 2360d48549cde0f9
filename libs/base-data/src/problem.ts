import type { ConfigurationProblem } from '#libs/message';

/** A mistake in a list file; `line` counts from 1. */
export function problem(
  file: string,
  line: number | undefined,
  zh: string,
  en: string,
  column?: number,
): ConfigurationProblem {
  return {
    file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    message: { zh, en },
  };
}
