import type { IssueText } from './issue-text.js';

/** Faults that appear when a value is turned into another. */
export const mappingTexts = {
  'source-missing': {
    severity: 'error',
    zh: '“{expected}”没有来源值。',
    en: 'There is no value for "{expected}" in the source.',
  },
  'value-not-convertible': {
    severity: 'error',
    zh: '“{value}”无法转换为 {expected}。',
    en: '"{value}" cannot be turned into {expected}.',
  },
  'date-impossible': {
    severity: 'error',
    zh: '“{value}”不是存在的日期（格式 {expected}）。',
    en: '"{value}" is not a date that exists (format {expected}).',
  },
  'mapping-limit': {
    severity: 'error',
    zh: '转换超过上限：{expected}。',
    en: 'The mapping went over its limit of {expected}.',
  },
} as const satisfies Record<string, IssueText>;
