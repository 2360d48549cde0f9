import { UsageMistake } from '../mistake.js';
import {
  writtenFromValues,
  type EdiLine,
  type InterchangeSyntax,
  type JsonElement,
  type JsonSegment,
} from './edi-json.js';

const longestLineBytes = 64 * 1024 * 1024;
const beginning = /^(?:\xef\xbb\xbf)?\s*\[?\s*\{\s*"interchange"\s*:\s*\{\s*"format"\s*:\s*"(?:edifact|x12)"/;

/** Whether a file begins like what `decode --json` prints of EDI. */
export function isEdiJson(head: Uint8Array): boolean {
  return beginning.test(Buffer.from(head.subarray(0, 512)).toString('latin1'));
}

/** The bytes of an interchange from its JSON: a line at a time, or all in one (as other tools print it). */
export async function* ediFromJson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const writer = new LineEncoder();
  let unfinished = '';
  let number = 0;
  for await (const line of lines(chunks)) {
    number += 1;
    if (unfinished === '' && line.trim() === '') continue;
    const text = unfinished + line;
    const value = parsed(text);
    if (value === undefined) unfinished = `${text}\n`;
    else {
      unfinished = '';
      for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
        yield writer.bytes(one, number);
    }
    if (unfinished.length > longestLineBytes) throw notReadable(number);
  }
  if (unfinished.trim() !== '') throw notReadable(number);
}

class LineEncoder {
  private syntax?: InterchangeSyntax;

  bytes(value: unknown, number: number): Uint8Array {
    if (!isLine(value)) throw notReadable(number);
    const { interchange, segments } = value;
    if (interchange !== undefined) this.syntax = interchange;
    const pieces = [interchange?.lead ?? '', ...this.written(segments, number)];
    return Buffer.from(pieces.join(''), 'latin1');
  }

  private *written(segments: readonly JsonSegment[], number: number): Generator<string> {
    let row: JsonSegment[] = [];
    for (const segment of segments) {
      if (segment.bytes === undefined) row.push(segment);
      else {
        yield this.fromValues(row, number);
        row = [];
        yield segment.bytes;
      }
    }
    yield this.fromValues(row, number);
  }

  private fromValues(row: readonly JsonSegment[], number: number): string {
    if (row.length === 0) return '';
    const written = this.syntax === undefined ? undefined : writtenFromValues(row, this.syntax);
    if (written === undefined) throw notReadable(number);
    return written;
  }
}

function isLine(value: unknown): value is EdiLine {
  if (!isObject(value)) return false;
  const { interchange, segments } = value;
  const isSyntax = interchange === undefined || isInterchange(interchange);
  return isSyntax && Array.isArray(segments) && segments.every(isSegment);
}

function isInterchange(value: unknown): value is InterchangeSyntax {
  if (!isObject(value) || !isObject(value.separators)) return false;
  const { format, lineBreak, lead, charset, version, decimalMarks, separators } = value;
  const texts = [
    lead,
    charset,
    version,
    decimalMarks,
    separators.segment,
    separators.element,
    separators.component,
  ];
  return (
    (format === 'edifact' || format === 'x12') &&
    (lineBreak === '' || lineBreak === '\n' || lineBreak === '\r\n') &&
    texts.every(isText)
  );
}

function isSegment(value: unknown): value is JsonSegment {
  if (!isObject(value)) return false;
  const { tag, elements, bytes } = value;
  return (
    isText(tag) &&
    Array.isArray(elements) &&
    elements.every(isElement) &&
    (bytes === undefined || isText(bytes))
  );
}

function isElement(value: unknown): value is JsonElement {
  if (isObject(value)) return Array.isArray(value.repeated) && value.repeated.every(isOccurrence);
  return isOccurrence(value);
}

function isOccurrence(value: unknown): boolean {
  return isText(value) || (Array.isArray(value) && value.every(isText));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let held: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...held, chunk.subarray(from, at)]).toString('utf8');
      held = [];
      from = at + 1;
    }
    held.push(Uint8Array.prototype.slice.call(chunk, from));
  }
  const last = Buffer.concat(held).toString('utf8');
  if (last !== '') yield last;
}

function notReadable(number: number): UsageMistake {
  return new UsageMistake({
    zh: `第 ${number} 行：不是 decode --json 所输出的 EDI 形式，或分隔符无法使用。`,
    en: `line ${number}: this is not EDI as decode --json prints it, or its separators cannot be used.`,
  });
}
