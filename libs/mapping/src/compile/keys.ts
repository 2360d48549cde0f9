import { combiningFunctions } from '../functions/registry.js';

/** The keys of a mapping file, in one place: the compiler, the JSON Schema and the guide's test read them from here. */
export const fileKeys = [
  'name',
  'description',
  'from',
  'to',
  'zone',
  'let',
  'fragments',
  'when',
  'each',
  'where',
  'group',
  'map',
  'tests',
] as const;
export const fromKeys = ['format', 'schema', 'namespaces', 'options'] as const;
export const toKeys = ['format', 'schema', 'root', 'namespaces', 'options'] as const;
export const combiningKeys: readonly string[] = [...combiningFunctions.keys()];
/** A rule has one of these, except that `from` goes with `map`, and `each` with any. */
export const sourceKeys: readonly string[] = [
  'from',
  'value',
  'map',
  'each',
  'list',
  'choose',
  'first',
  'template',
  'use',
  ...combiningKeys,
];
export const stepKeys: readonly string[] = [
  'apply',
  'identifier',
  'table',
  'onUnknown',
  'code',
  'as',
  'format',
  'zone',
  'toZone',
  'yes',
  'no',
  'unit',
  'to',
  'round',
  'output',
];
export const commonKeys: readonly string[] = ['note', 'when', 'required', 'default', 'keepEmpty'];
export const ruleKeys: readonly string[] = [
  ...sourceKeys,
  ...stepKeys,
  ...commonKeys,
  'let',
  'where',
  'group',
];
export const codeKeys = ['list', 'from', 'by', 'to', 'give', 'at', 'onUnknown'] as const;
export const testKeys = [
  'name',
  'given',
  'expect',
  'issues',
  'sender',
  'receiver',
  'now',
  'messageId',
  'note',
] as const;
export const expectedIssueKeys = ['code', 'at', 'value', 'severity'] as const;
export const comparisons = ['equals', 'in', 'matches', 'above', 'atLeast', 'below', 'atMost'] as const;
export const conditionKeys: readonly string[] = [
  'exists',
  'absent',
  'all',
  'any',
  'not',
  ...comparisons,
  ...sourceKeys,
  ...stepKeys,
  'default',
  'keepEmpty',
  'note',
];
export const formats = ['xml', 'json', 'csv', 'fixed-width', 'edifact', 'x12'] as const;
export const types = ['text', 'integer', 'decimal', 'boolean', 'date', 'dateTime', 'time'] as const;
