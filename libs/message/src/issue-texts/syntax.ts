import type { IssueText } from './issue-text.js';

/** Faults of bytes, charsets and the grammar of a format. */
export const syntaxTexts = {
  'input-empty': { severity: 'error', zh: '内容为空。', en: 'The input is empty.' },
  'input-too-deep': {
    severity: 'error',
    zh: '嵌套超过 {expected} 层。',
    en: 'Nested deeper than {expected} levels.',
  },
  'format-unknown': {
    severity: 'error',
    zh: '无法识别报文格式。',
    en: 'The format of the input could not be recognised.',
  },
  'charset-unknown': {
    severity: 'error',
    zh: '不支持声明的字符集“{value}”。',
    en: 'The declared charset "{value}" is not supported.',
  },
  'charset-mismatch': {
    severity: 'error',
    zh: '声明的字符集为 {value}，实际内容为 {expected}。',
    en: 'The charset is declared as {value}, but the bytes are {expected}.',
  },
  'charset-invalid': {
    severity: 'error',
    zh: '字节 {value} 不是合法的 {expected} 编码。',
    en: 'The bytes {value} are not valid {expected}.',
  },
  'xml-not-well-formed': {
    severity: 'error',
    zh: 'XML 格式不正确：{reason}',
    en: 'The XML is not well-formed: {reason}',
  },
  'xml-doctype-not-allowed': {
    severity: 'error',
    zh: '不允许 DOCTYPE 声明。',
    en: 'A DOCTYPE declaration is not allowed.',
  },
  'json-not-well-formed': {
    severity: 'error',
    zh: 'JSON 格式不正确：应为{expected}，实为“{value}”。',
    en: 'The JSON is not well-formed: expected {expected}, found "{value}".',
  },
} as const satisfies Record<string, IssueText>;
