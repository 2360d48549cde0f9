import { decideCharset } from '../charset/decide-charset.js';
import { decodeAs } from '../charset/decode-text.js';
import { readFields } from './lexer.js';

const usualDelimiters = [',', ';', '\t', '|'] as const;
const looksAtLines = 20;

/**
 * The delimiter by which every complete line has the same number of columns, at least two; undefined when there is none.
 * One line alone is no evidence.
 */
function consistentDelimiter(head: Uint8Array): string | undefined {
  const { charset, bomBytes } = decideCharset(head, undefined, true);
  const lines = decodeAs(head.subarray(bomBytes), charset).text.split(/\r?\n/);
  // the last line may be cut off
  const whole = lines
    .slice(0, -1)
    .filter((line) => line !== '')
    .slice(0, looksAtLines);
  if (whole.length < 2) return undefined;
  return usualDelimiters.find((delimiter) => {
    const counts = new Set(whole.map((line) => readFields(line, delimiter, '"').length));
    return counts.size === 1 && !counts.has(1);
  });
}

export function isDelimited(head: Uint8Array): boolean {
  return consistentDelimiter(head) !== undefined;
}
