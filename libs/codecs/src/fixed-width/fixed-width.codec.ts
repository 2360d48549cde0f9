import { openNode, type Issue } from '#libs/message';
import { batchCharset } from '../batch/batch-charset.js';
import { isBlank } from '../batch/record-slice.js';
import { RecordScanner } from '../batch/record-scanner.js';
import { recordsOf } from '../batch/records-of.js';
import { requireCharset } from '../charset/encode-text.js';
import type { Codec, Decoded } from '../codec.js';
import { emptyInput } from '../empty-input.js';
import { hasEvenLines } from './even-lines.js';
import { fixedWidthExamples } from './fixed-width-examples.js';
import {
  fixedWidthOptionsSchema,
  maxRecordBytesOf,
  requireLayouts,
  type FixedWidthOptions,
} from './fixed-width-options.js';
import { FixedWidthReader } from './reader.js';
import { splitFixedWidth } from './splitter.js';
import { FixedWidthWriter } from './writer.js';

/** Lines whose columns lie at fixed places, of one or several kinds. One line is one document, its root called `record`. */
export const fixedWidthCodec: Codec<FixedWidthOptions> = {
  name: 'fixed-width',
  summary: {
    zh: '定长记录文件，按类型代码区分记录，列宽按字节或字符计算。',
    en: 'Lines with columns at fixed places, told apart by a type code, widths in bytes or characters.',
  },
  optionsSchema: fixedWidthOptionsSchema,
  recognises: (head) => hasEvenLines(head),
  decode(bytes, options) {
    const layouts = requireLayouts(options);
    return emptyInput(bytes) ?? decodeLines(bytes, layouts);
  },
  encode(document, options) {
    const charset = requireCharset(options?.charset ?? document.charset);
    return new FixedWidthWriter(document, charset, requireLayouts(options)).write();
  },
  split: (chunks, options) => splitFixedWidth(chunks, requireLayouts(options)),
  examples: fixedWidthExamples,
};

function decodeLines(bytes: Uint8Array, options: FixedWidthOptions): Decoded {
  const { charset, bomBytes, issues: charsetIssues } = batchCharset(bytes, options);
  const scanner = new RecordScanner({ charset, maxRecordBytes: maxRecordBytesOf(options) });
  const begin = { at: bomBytes, offset: options.offset ?? 0, line: options.line ?? 1 };
  const lines = [...recordsOf(bytes, scanner, begin)].filter((line) => !isBlank(line));
  const reader = new FixedWidthReader(options, charset);
  const issues: Issue[] = [...charsetIssues];
  if (lines.length === 1) {
    const { node, issues: faults } = reader.record(lines[0]!);
    issues.push(...faults);
    return node === undefined
      ? { issues }
      : { document: { format: 'fixed-width', charset, root: node }, issues };
  }
  const root = openNode('object', 'records', undefined, { line: begin.line, column: 1 });
  for (const line of lines) {
    const { node, issues: faults } = reader.record(line, root);
    if (node !== undefined) root.children.push(node);
    for (const fault of faults) issues.push(fault);
  }
  return { document: { format: 'fixed-width', charset, root }, issues };
}
