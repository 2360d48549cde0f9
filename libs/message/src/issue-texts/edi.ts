import type { IssueText } from './issue-text.js';

/**
 * Faults of interchanges, in EDIFACT and X12 alike. `args` tells their level: `interchange`, `group` and `message`, each
 * counted from 1 in the file (0: none). The codes of CONTRL, TA1 and 997 for them are made where acknowledgements are.
 */
export const ediTexts = {
  'edi-header-missing': {
    severity: 'error',
    zh: '缺少 {expected}，实际以“{value}”开始。',
    en: '{expected} is missing; "{value}" stands in its place.',
  },
  'edi-trailer-missing': {
    severity: 'error',
    zh: '“{value}”缺少结束段 {expected}。',
    en: '{expected} is missing: nothing closes "{value}".',
  },
  'edi-reference-mismatch': {
    severity: 'error',
    zh: '结束段的参考号“{value}”与开始段的“{expected}”不一致。',
    en: 'The reference "{value}" of the trailer is not that of its header, "{expected}".',
  },
  'edi-count-mismatch': {
    severity: 'error',
    zh: '结束段的计数为“{value}”，实际为 {expected}。',
    en: 'The trailer counts "{value}", but there are {expected}.',
  },
  'edi-reference-repeated': {
    severity: 'error',
    zh: '参考号“{value}”重复。',
    en: 'The reference "{value}" has been used before.',
  },
  'edi-groups-mixed': {
    severity: 'error',
    zh: '同一交换中既有分组报文，又有不分组的报文“{value}”。',
    en: 'Messages in groups and messages without a group are mixed, from "{value}" on.',
  },
  'edi-group-types-mixed': {
    severity: 'error',
    zh: '{expected} 分组中出现报文类型“{value}”。',
    en: 'A message of type "{value}" lies in a group of {expected}.',
  },
  'edi-level-empty': {
    severity: 'error',
    zh: '“{value}”中没有任何报文。',
    en: 'There are no messages in "{value}".',
  },
  'edi-segment-misplaced': {
    severity: 'error',
    zh: '段“{value}”不能位于此处（报文、分组或交换之外）。',
    en: 'The segment "{value}" stands outside of the message, group or interchange that it needs.',
  },
  'edi-tag-malformed': {
    severity: 'error',
    zh: '“{value}”不是段标识。',
    en: '"{value}" is not a segment tag.',
  },
  'edi-terminator-missing': {
    severity: 'error',
    zh: '最后一段“{value}”没有段终止符。',
    en: 'The last segment, "{value}", has no terminator.',
  },
  'edi-separators-undeclared': {
    severity: 'error',
    zh: '使用了分隔符“{value}”，声明或默认的是“{expected}”。',
    en: 'The separators in use are "{value}", but declared or by default they are "{expected}".',
  },
  'edi-separators-collide': {
    severity: 'error',
    zh: '分隔符“{value}”不能使用，或同时有两种用途。',
    en: 'The separator "{value}" cannot be one, or has two uses at once.',
  },
  'edi-character-not-in-repertoire': {
    severity: 'warning',
    zh: '字符“{value}”不属于 {expected} 的字符范围。',
    en: 'The character "{value}" is not in the repertoire of {expected}.',
  },
  'edi-character-not-writable': {
    severity: 'error',
    zh: '字符“{value}”是分隔符，而交换没有转义符，已用空格代替。',
    en: 'The character "{value}" is a separator and there is no release character; a space stands for it.',
  },
  'edi-repetition-not-writable': {
    severity: 'error',
    zh: '语法版本 {expected} 不支持重复的数据元，只写出了第一个。',
    en: 'Syntax version {expected} has no repeated elements; only the first was written.',
  },
  'edifact-service-string': {
    severity: 'error',
    zh: 'UNA“{value}”应有 {expected} 个字符。',
    en: 'The service string "{value}" behind UNA should have {expected} characters.',
  },
  'edifact-syntax-unknown': {
    severity: 'error',
    zh: '不支持语法标识“{value}”，应为：{expected}。',
    en: 'The syntax "{value}" is not supported; expected: {expected}.',
  },
  'edifact-nesting': {
    severity: 'warning',
    zh: '段标识后的嵌套指示“{value}”已不再允许。',
    en: 'The nesting indication "{value}" behind the tag is no longer allowed.',
  },
  'edi-segment-empty': {
    severity: 'warning',
    zh: '段终止符之前没有段。',
    en: 'There is no segment in front of the terminator.',
  },
  'edi-separator-trailing': {
    severity: 'warning',
    zh: '分隔符“{value}”之后没有内容，应省略。',
    en: 'The separator "{value}" has nothing behind it and should be left out.',
  },
  'x12-isa-length': {
    severity: 'error',
    zh: 'ISA 段长 {value} 个字符，应为 {expected} 个，各数据元长度固定。',
    en: 'The ISA has {value} characters instead of {expected}, with every element at its fixed place.',
  },
  'x12-isa-elements': {
    severity: 'error',
    zh: 'ISA 段有 {value} 个数据元，应为 {expected} 个。',
    en: 'The ISA has {value} elements instead of {expected}.',
  },
  'x12-terminator-unknown': {
    severity: 'error',
    zh: '无法从 ISA 确定段终止符，其后的内容未读取。',
    en: 'The ISA does not tell how segments end; nothing behind it was read.',
  },
  'x12-separator-missing': {
    severity: 'warning',
    zh: '{expected} 的“{value}”不能用作分隔符。',
    en: '"{value}" in {expected} cannot serve as a separator.',
  },
} as const satisfies Record<string, IssueText>;
