import type { IssueText } from './issue-text.js';

/** Faults against code lists and identifiers with check digits. */
export const codeTexts = {
  'code-not-listed': {
    severity: 'error',
    zh: '代码“{value}”不在代码表“{expected}”中。',
    en: 'The code "{value}" is not in the list "{expected}".',
  },
  'code-not-valid-then': {
    severity: 'error',
    zh: '代码“{value}”在 {date} 不属于代码表“{expected}”的有效代码。',
    en: 'The code "{value}" of the list "{expected}" is not valid on {date}.',
  },
  'identifier-malformed': {
    severity: 'error',
    zh: '“{value}”不是合法的{expected}。',
    en: '"{value}" does not have the form of a {expected}.',
  },
  'check-digit-wrong': {
    severity: 'error',
    zh: '{identifier}“{value}”的校验位应为 {expected}。',
    en: 'The check digit of the {identifier} "{value}" should be {expected}.',
  },
} as const satisfies Record<string, IssueText>;
