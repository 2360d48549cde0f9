import { issue } from '#libs/message';
import type { Codec, Decoded } from '../codec.js';
import { emptyInput } from '../empty-input.js';
import { edifactExamples } from './edifact-examples.js';
import { edifactOptionsSchema, type EdifactOptions } from './edifact-options.js';
import { EdifactReader } from './reader.js';
import { splitInterchanges } from './splitter.js';
import { writeInterchanges } from './writer.js';

/**
 * UN/EDIFACT interchanges, ISO 9735 syntax version 1 to 4. Reading knows no message types: it finds the segments with the
 * separators that each interchange declares, follows the service segments around them, and keeps every byte's place.
 * A document that was read and is written again gives the same bytes, well-formed or not.
 */
export const edifactCodec: Codec<EdifactOptions> = {
  name: 'edifact',
  summary: {
    zh: 'UN/EDIFACT（ISO 9735 语法 1 至 4 版）：分隔符、字符集、信封均按交换自身声明读取，逐字节还原',
    en: 'UN/EDIFACT, ISO 9735 syntax 1 to 4: separators, charset and envelope as each interchange declares them',
  },
  optionsSchema: edifactOptionsSchema,
  recognises: (head) =>
    /^(?:\xef\xbb\xbf)?\s*(?:UN[ABGH]|UI[BH])[^A-Za-z0-9]/.test(latin1(head.subarray(0, 256))),
  decode: (bytes, options = {}) =>
    emptyInput(bytes) ?? wideInput(bytes) ?? new EdifactReader(bytes, options).read(),
  encode: (document, options = {}) => writeInterchanges(document, options),
  split: (chunks, options = {}) => splitInterchanges(chunks, options),
  examples: edifactExamples,
};

/** The answer to UTF-16: no level of ISO 9735 has it, and its separators are two bytes long. */
function wideInput(bytes: Uint8Array): Decoded | undefined {
  const [first, second] = bytes;
  const isLittle = second === 0 || (first === 0xff && second === 0xfe);
  const isBig = first === 0 || (first === 0xfe && second === 0xff);
  if (bytes.length < 2 || (!isLittle && !isBig)) return undefined;
  const expected = isLittle ? 'utf-16le' : 'utf-16be';
  return { issues: [issue('charset-mismatch', { offset: 0 }, { value: 'EDIFACT', expected })] };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
