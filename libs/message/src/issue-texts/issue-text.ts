import type { Severity } from '../severity.js';

/** `{value}`, `{expected}` and the names of an issue's `args` may stand in the texts. */
export interface IssueText {
  readonly severity: Severity;
  readonly zh: string;
  readonly en: string;
}
