import type { IssueText } from './issue-text.js';

/**
 * Faults of an EDI message against its definition or partner guide. `args` say where: `interchange`, `group` and `message`
 * as for all faults of interchanges; `segment` (tag), `segmentPosition`, and as far as the fault is of one: `element`,
 * `component`, `repetition` (positions from 1), `dataElement` (its code in the standard), `loop` (the trigger of the group),
 * `guide` (whose requirement it is, where the standard itself asks for less).
 */
export const ediMessageTexts = {
  'edi-message-unexpected': {
    severity: 'error',
    zh: '报文类型为“{value}”，应为 {expected}。',
    en: 'The message is "{value}", not {expected}.',
  },
  'edi-segment-not-in-message': {
    severity: 'error',
    zh: '{expected} 报文中没有段“{value}”。',
    en: 'The message {expected} has no segment "{value}".',
  },
  'edi-segment-out-of-order': {
    severity: 'error',
    zh: '段“{value}”不能出现在此处，可用：{expected}。',
    en: 'The segment "{value}" cannot stand here; possible are: {expected}.',
  },
  'edi-segment-missing': {
    severity: 'error',
    zh: '此处之前缺少必备段 {expected}。',
    en: 'The mandatory segment {expected} is missing before this place.',
  },
  'edi-group-missing': {
    severity: 'error',
    zh: '此处之前缺少必备段组 {expected}。',
    en: 'The mandatory group {expected} is missing before this place.',
  },
  'edi-segment-repeated': {
    severity: 'error',
    zh: '段“{value}”在此处最多出现 {expected} 次。',
    en: 'The segment "{value}" occurs more than {expected} times here.',
  },
  'edi-group-repeated': {
    severity: 'error',
    zh: '以“{value}”开始的段组在此处最多出现 {expected} 次。',
    en: 'The group that begins with "{value}" occurs more than {expected} times here.',
  },
  'edi-segment-not-used': {
    severity: 'error',
    zh: '指南 {expected} 不使用此处的段“{value}”。',
    en: 'The guide {expected} does not use the segment "{value}" here.',
  },
  'edi-element-missing': {
    severity: 'error',
    zh: '缺少必备的 {expected}。',
    en: 'The mandatory {expected} is missing.',
  },
  'edi-elements-too-many': {
    severity: 'error',
    zh: '“{value}”多余：该段最多有 {expected} 个数据元。',
    en: '"{value}" is too many: the segment has {expected} elements at most.',
  },
  'edi-components-too-many': {
    severity: 'error',
    zh: '“{value}”多余：此处最多有 {expected} 个成分。',
    en: '"{value}" is too many: there are {expected} components here at most.',
  },
  'edi-element-repeated': {
    severity: 'error',
    zh: '此处最多重复 {expected} 次。',
    en: 'More than {expected} repetitions here.',
  },
  'edi-element-not-used': {
    severity: 'error',
    zh: '指南 {expected} 不使用此处的“{value}”。',
    en: 'The guide {expected} does not use "{value}" here.',
  },
  'edi-value-too-long': {
    severity: 'error',
    zh: '“{value}”长于 {expected}。',
    en: '"{value}" is longer than {expected}.',
  },
  'edi-value-too-short': {
    severity: 'error',
    zh: '“{value}”短于 {expected}。',
    en: '"{value}" is shorter than {expected}.',
  },
  'edi-value-characters': {
    severity: 'error',
    zh: '“{value}”含有 {expected} 不允许的字符。',
    en: '"{value}" has characters that {expected} does not allow.',
  },
  'edi-decimal-notation': {
    severity: 'error',
    zh: '“{value}”的数字写法不正确。',
    en: 'The number "{value}" is not written as numbers are.',
  },
  'edi-decimal-digit-missing': {
    severity: 'error',
    zh: '“{value}”的小数点前缺少数字。',
    en: 'There is no digit before the decimal mark of "{value}".',
  },
  'edi-date-invalid': {
    severity: 'error',
    zh: '“{value}”不是有效日期（{expected}）。',
    en: '"{value}" is no date ({expected}).',
  },
  'edi-time-invalid': {
    severity: 'error',
    zh: '“{value}”不是有效时间（{expected}）。',
    en: '"{value}" is no time ({expected}).',
  },
  'edi-dependency-missing': {
    severity: 'error',
    zh: '按条件 {expected} 缺少：{missing}。',
    en: 'By the condition {expected} this is missing: {missing}.',
  },
  'edi-dependency-excluded': {
    severity: 'error',
    zh: '按条件 {expected}，“{value}”不能与其他同时出现。',
    en: 'By the condition {expected}, "{value}" may not stand beside the others.',
  },
  'value-repaired': {
    severity: 'warning',
    zh: '按约定将“{value}”更正为“{expected}”（{fault}）。',
    en: 'As agreed, "{value}" was taken as "{expected}" ({fault}).',
  },
  'edi-value-not-agreed': {
    severity: 'error',
    zh: '指南 {guide} 不使用“{value}”，可用：{expected}。',
    en: 'The guide {guide} does not use "{value}"; possible are: {expected}.',
  },
} as const satisfies Record<string, IssueText>;
