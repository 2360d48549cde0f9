import { issue, type FormatName, type Issue } from '#libs/message';
import { decideCharset } from './charset/decide-charset.js';
import { glance } from './charset/decode-text.js';
import { isDelimited } from './csv/delimiter-consistency.js';
import { emptyInput } from './empty-input.js';
import { hasEvenLines } from './fixed-width/even-lines.js';
import { startsWith } from './starts-with.js';
import { declaredEncoding } from './xml/declared-encoding.js';
import { rootElementOf, type RootElement } from './xml/root-element.js';

export interface Recognition {
  readonly format?: FormatName;
  readonly charset?: string;
  /** Local name and namespace of the root element; XML only. */
  readonly rootName?: string;
  readonly namespace?: string;
  /** `input-empty` or `format-unknown`. Faults of the charset come from `decode`, which sees all the bytes. */
  readonly issues: Issue[];
}

export interface RecognitionHints {
  readonly contentType?: string;
  readonly fileName?: string;
}

const headBytes = 8192;
const nearBytes = 512;

/**
 * What bytes are, from their first 8 KB. Markup speaks for itself; tables are known by what the sender says of them, or
 * else by lines that agree in their columns or their length.
 */
export function recognise(bytes: Uint8Array, hints: RecognitionHints = {}): Recognition {
  const head = bytes.subarray(0, headBytes);
  if (emptyInput(head) !== undefined) return { issues: [issue('input-empty', {})] };
  const format = formatOf(head, hints);
  if (format === undefined) return { issues: [issue('format-unknown', {})] };
  const declared = format === 'xml' ? declaredEncoding(head) : charsetParameter(hints.contentType);
  const { charset, bomBytes } = decideCharset(head, declared, true);
  if (format !== 'xml') return { format, charset, issues: [] };
  const root = rootOf(head.subarray(bomBytes), charset);
  return { format, charset, rootName: root?.name, namespace: root?.namespace, issues: [] };
}

/** Most start tags end in the first few hundred bytes, and decoding is what recognition spends its time on. */
function rootOf(head: Uint8Array, charset: string): RootElement | undefined {
  let root: RootElement | undefined;
  for (const text of beginningsOf(head, charset)) {
    root = rootElementOf(text);
    if (root?.isWhole === true) break;
  }
  return root;
}

/** More and more of the head; what is before the first character outside ASCII needs no decoding. */
function* beginningsOf(head: Uint8Array, charset: string): Iterable<string> {
  const near = head.subarray(0, nearBytes);
  const foreign = near.findIndex((byte) => byte >= 0x80);
  const plain = near.subarray(0, foreign < 0 ? near.length : foreign);
  if (!charset.startsWith('utf-16')) yield glance(plain, 'utf-8');
  yield glance(near, charset);
  if (head.length > nearBytes) yield glance(head, charset);
}

function formatOf(head: Uint8Array, hints: RecognitionHints): FormatName | undefined {
  const hinted = hintedFormat(hints);
  if (startsWith(head, '<')) return 'xml';
  if (startsWith(head, '{[') && hinted === undefined) return 'json';
  return interchangeFormat(head) ?? hinted ?? tableFormat(head);
}

/**
 * UNA or UNB begins an EDIFACT interchange (ISO 9735-1), ISA an X12 one; a separator follows the tag. EDIFACT without its
 * interchange header is still EDIFACT, and its reader says what is missing.
 */
function interchangeFormat(head: Uint8Array): 'edifact' | 'x12' | undefined {
  const start = Buffer.from(head.subarray(0, 64)).toString('latin1');
  const tag = /^(?:\xef\xbb\xbf)?\s*(UN[ABGH]|UI[BH]|ISA)[^A-Za-z0-9\s]/.exec(start)?.[1];
  if (tag === undefined) return undefined;
  return tag === 'ISA' ? 'x12' : 'edifact';
}

function hintedFormat({
  contentType = '',
  fileName = '',
}: RecognitionHints): 'csv' | 'fixed-width' | undefined {
  if (/^(text|application)\/(csv|x-csv)\b/i.test(contentType) || /\.csv$/i.test(fileName)) return 'csv';
  if (/^text\/tab-separated-values\b/i.test(contentType) || /\.tsv$/i.test(fileName)) return 'csv';
  return /\.(fw|fwf|fixed)$/i.test(fileName) ? 'fixed-width' : undefined;
}

function tableFormat(head: Uint8Array): 'csv' | 'fixed-width' | undefined {
  if (isDelimited(head)) return 'csv';
  return hasEvenLines(head) ? 'fixed-width' : undefined;
}

function charsetParameter(contentType = ''): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,60})"?/i.exec(contentType)?.[1];
}
