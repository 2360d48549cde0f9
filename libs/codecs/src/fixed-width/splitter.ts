import { issue, type Issue } from '#libs/message';
import { isBlank } from '../batch/record-slice.js';
import { RecordStream } from '../batch/record-stream.js';
import type { Part } from '../codec.js';
import { maxRecordBytesOf, type FixedWidthOptions } from './fixed-width-options.js';
import { FixedWidthReader } from './reader.js';

/**
 * The detail lines of a file while it arrives. A part with sequence 0 and no bytes tells of the file as a whole: a wrong
 * declaration of its charset, faults of its header and trailer, and a trailer whose count is not the number of details.
 */
export async function* splitFixedWidth(
  chunks: AsyncIterable<Uint8Array>,
  options: FixedWidthOptions,
): AsyncGenerator<Part> {
  const stream = new RecordStream(chunks, options.charset, { maxRecordBytes: maxRecordBytesOf(options) });
  let sequence = 0;
  let known = 0;
  for await (const record of stream.records()) {
    const issues: Issue[] = stream.issues.slice(known);
    known = stream.issues.length;
    const { charset } = stream;
    const reader = new FixedWidthReader(options, charset);
    const layout = isBlank(record) ? undefined : reader.layoutOf(record);
    const isOfFile = layout?.role === 'header' || layout?.role === 'trailer';
    if (isOfFile) {
      const { node, issues: faults } = reader.record(record);
      issues.push(...faults);
      const count = node?.children.find((child) => child.name === layout.count);
      if (count !== undefined && Number(count.text) !== sequence) {
        const place = { path: count.name, ...count.position };
        issues.push(issue('record-count', place, { value: count.text, expected: String(sequence) }));
      }
    }
    if (issues.length > 0) yield { sequence: 0, bytes: new Uint8Array(), context: {}, issues };
    if (isOfFile || isBlank(record)) continue;
    const { line, offset, bytes } = record;
    yield {
      sequence: ++sequence,
      bytes,
      context: { charset, isCharsetCertain: true, line, offset },
      issues: [],
    };
  }
}
