import { codecFor, isEdiDocument } from '#libs/codecs';
import type { Issue } from '#libs/message';
import type { InterchangeReport } from './interchange-report.js';
import { reportInterchanges } from './report-interchanges.js';

const searchedBytes = 65_536;
const longestHeader = 4096;
const beginnings = {
  edifact: /UNA[^A-Za-z0-9]{3,12}UNB[^A-Za-z0-9]|UNB[^A-Za-z0-9][A-Z]{4}[^A-Za-z0-9]/,
  x12: /ISA([^A-Za-z0-9 ])\d\d\1/,
} as const;

/**
 * A report for input of which nothing could be decoded, if the header of an interchange is somewhere in its beginning: behind
 * other bytes, or in UTF-16. It has no messages; without an error in `issues`, it would say that all is well.
 * @param issues why the input could not be read
 */
export function recogniseSender(
  bytes: Uint8Array,
  format: 'edifact' | 'x12',
  issues: readonly Issue[],
): InterchangeReport | undefined {
  const text = Buffer.from(bytes.subarray(0, searchedBytes)).toString('latin1').replaceAll('\0', '');
  const at = beginnings[format].exec(text)?.index;
  if (at === undefined) return undefined;
  const { document } = codecFor(format).decode(Buffer.from(text.slice(at, at + longestHeader), 'latin1'));
  if (document === undefined || !isEdiDocument(document)) return undefined;
  const [found] = reportInterchanges(document, []);
  if (found?.header === undefined) return undefined;
  return { ...found, issues, groups: [], messages: [], hasTa1: false };
}
