import type { IssueText } from './issue-text.js';

/** Faults against a schema: what must be there, what may be there, and what a value looks like. */
export const structureTexts = {
  'element-missing': {
    severity: 'error',
    zh: '缺少必填项“{expected}”。',
    en: 'The required "{expected}" is missing.',
  },
  'element-unexpected': {
    severity: 'error',
    zh: '此处不允许出现“{value}”，应为：{expected}。',
    en: '"{value}" is not allowed here; expected: {expected}.',
  },
  'too-few': { severity: 'error', zh: '数量少于 {expected}。', en: 'Fewer than {expected} occurrences.' },
  'too-many': { severity: 'error', zh: '数量多于 {expected}。', en: 'More than {expected} occurrences.' },
  'value-type': {
    severity: 'error',
    zh: '“{value}”的类型应为 {expected}。',
    en: '"{value}" is not of type {expected}.',
  },
  'value-pattern': {
    severity: 'error',
    zh: '“{value}”不符合格式 {expected}。',
    en: '"{value}" does not match {expected}.',
  },
  'value-length': {
    severity: 'error',
    zh: '“{value}”的长度应为 {expected}。',
    en: 'The length of "{value}" is not {expected}.',
  },
  'value-range': {
    severity: 'error',
    zh: '“{value}”超出范围 {expected}。',
    en: '"{value}" is out of range {expected}.',
  },
  'value-not-allowed': {
    severity: 'error',
    zh: '“{value}”不是允许的取值：{expected}。',
    en: '"{value}" is not one of the allowed values: {expected}.',
  },
  'attribute-unexpected': {
    severity: 'error',
    zh: '此处不允许出现属性“{value}”。',
    en: 'The attribute "{value}" is not allowed here.',
  },
  'text-unexpected': {
    severity: 'error',
    zh: '此处只允许子元素，不允许文本“{value}”。',
    en: 'Only elements are allowed here, not the text "{value}".',
  },
  'value-not-unique': {
    severity: 'error',
    zh: '“{value}”重复，违反唯一性约束“{expected}”。',
    en: '"{value}" occurs more than once, against the unique key "{expected}".',
  },
  'reference-unresolved': {
    severity: 'error',
    zh: '“{value}”没有对应的“{expected}”。',
    en: '"{value}" refers to no "{expected}" in this message.',
  },
  'total-mismatch': {
    severity: 'error',
    zh: '合计“{value}”与各记录“{column}”之和 {expected} 不符。',
    en: 'The total "{value}" is not the sum of "{column}" over all records, which is {expected}.',
  },
  'check-limit': {
    severity: 'error',
    zh: '超过校验上限 {expected}，未作完整校验。',
    en: 'The message goes over the limit of {expected} and was not checked completely.',
  },
  'more-issues': {
    severity: 'error',
    zh: '问题过多，仅列出前 {expected} 条。',
    en: 'There are more faults; only the first {expected} are listed.',
  },
  'schema-violation': {
    severity: 'error',
    zh: '不符合结构定义：{reason}',
    en: 'Against the schema: {reason}',
  },
  'rule-violated': { severity: 'error', zh: '{zh}', en: '{en}' },
} as const satisfies Record<string, IssueText>;
