import type { OptionDeclaration } from './command.js';
import type { Given } from './given.js';
import type { ReadingRequest } from './reading.js';

/** Options of every command that reads a message. */
export const readingOptions: readonly OptionDeclaration[] = [
  {
    name: 'format',
    value: 'format',
    summary: {
      zh: '格式：xml、json、csv、fixed-width、edifact、x12',
      en: 'xml, json, csv, fixed-width, edifact or x12',
    },
  },
  {
    name: 'charset',
    value: 'charset',
    summary: { zh: '约定的字符集', en: 'the charset that was agreed on' },
  },
  {
    name: 'schema',
    value: 'schema',
    summary: { zh: '结构定义，如 sources/sys-1/order', en: 'a schema, e.g. sources/sys-1/order' },
  },
  { name: 'delimiter', value: 'c', summary: { zh: 'CSV 分隔符，\\t 为制表符', en: 'of CSV; \\t is a tab' } },
];

export function readingRequest(given: Given): ReadingRequest {
  return {
    format: given.optional('format'),
    charset: given.optional('charset'),
    schema: given.optional('schema'),
    delimiter: given.optional('delimiter'),
    sender: given.optional('sender'),
  };
}
