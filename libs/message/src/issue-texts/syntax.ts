import type { IssueText } from './issue-text.js';

/** Faults of bytes, charsets and the grammar of a format. */
export const syntaxTexts = {
  'input-empty': { severity: 'error', zh: '内容为空。', en: 'The input is empty.' },
  'input-too-large': {
    severity: 'error',
    zh: '单个报文超过 {expected} 字节。',
    en: 'A single message is larger than {expected} bytes.',
  },
  'input-too-deep': {
    severity: 'error',
    zh: '嵌套超过 {expected} 层。',
    en: 'Nested deeper than {expected} levels.',
  },
  'input-limit': {
    severity: 'error',
    zh: '超过上限：{expected}。',
    en: 'More than the limit of {expected}.',
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
  'charset-exceeded': {
    severity: 'warning',
    zh: '声明的字符集为 {value}，但含有只有 {expected} 才有的字符。',
    en: 'The charset is declared as {value}, but there are characters that only {expected} has.',
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
  'json-name-repeated': {
    severity: 'error',
    zh: '对象中名称“{value}”重复。',
    en: 'The name "{value}" occurs more than once in this object.',
  },
  'xml-text-ignored': {
    severity: 'warning',
    zh: '子元素之间的文字“{value}”被忽略。',
    en: 'The text "{value}" beside child elements is ignored.',
  },
  'character-not-allowed': {
    severity: 'error',
    zh: '{expected} 中不允许字符 {value}。',
    en: 'The character {value} is not allowed in {expected}.',
  },
  'character-not-encodable': {
    severity: 'error',
    zh: '字符集 {expected} 中没有字符“{value}”。',
    en: 'The charset {expected} has no character "{value}".',
  },
  'name-not-allowed': {
    severity: 'error',
    zh: '“{value}”不能作为 {expected} 的名称。',
    en: '"{value}" cannot be a name in {expected}.',
  },
  'csv-quote-unclosed': {
    severity: 'error',
    zh: '引号未闭合，该记录截止于本行末尾。',
    en: 'A quote is not closed; the record was taken to end with its line.',
  },
  'csv-quote-misplaced': {
    severity: 'error',
    zh: '结束引号之后为“{value}”，应为分隔符或行尾。',
    en: 'The closing quote is followed by "{value}" instead of a delimiter or the end of the line.',
  },
  'csv-column-count': {
    severity: 'error',
    zh: '该记录有 {value} 列，应为 {expected} 列。',
    en: 'The record has {value} columns instead of {expected}.',
  },
  'csv-header-repeated': {
    severity: 'error',
    zh: '表头中列名“{value}”重复或为空。',
    en: 'The column name "{value}" in the header is repeated or empty.',
  },
  'record-too-long': {
    severity: 'error',
    zh: '记录超过 {expected} 字节，其余部分被忽略。',
    en: 'The record is longer than {expected} bytes; the rest is left out.',
  },
  'record-length': {
    severity: 'error',
    zh: '记录长度为 {value}，应为 {expected}。',
    en: 'The record has a length of {value} instead of {expected}.',
  },
  'record-type-unknown': {
    severity: 'error',
    zh: '无法识别该行的记录类型，应为：{expected}。',
    en: 'The line is of no known record type; expected: {expected}.',
  },
  'record-count': {
    severity: 'error',
    zh: '结尾记录注明 {value} 条明细，实际为 {expected} 条。',
    en: 'The trailer speaks of {value} detail records, but there are {expected}.',
  },
  'column-cuts-character': {
    severity: 'error',
    zh: '列边界位于字符中间，已读取“{value}”。',
    en: 'A border of the column lies inside a character; what could be read is "{value}".',
  },
  'column-too-wide': {
    severity: 'error',
    zh: '“{value}”超出列宽 {expected}。',
    en: '"{value}" does not fit into the column width of {expected}.',
  },
} as const satisfies Record<string, IssueText>;
