import type { CodeEntry } from '../code-lists/code-entry.js';
import { standardColumns, type ListDefinition } from '../code-lists/list-definition.js';
import { byStart } from '../code-lists/validity.js';
import { csvLine } from '../csv-rows.js';

/** The CSV of a list: sorted by code and start, so that the same entries always give the same bytes. */
export function writeList(definition: ListDefinition, entries: readonly CodeEntry[]): string {
  const attributes = Object.keys(definition.columns);
  const sorted = [...entries].sort((one, other) =>
    one.code === other.code ? byStart(one, other) : one.code < other.code ? -1 : 1,
  );
  const rows = sorted.map((entry) => [
    entry.code,
    entry.zh,
    entry.en,
    entry.validFrom ?? '',
    entry.validTo ?? '',
    ...attributes.map((name) => entry.attributes[name] ?? ''),
  ]);
  return [[...standardColumns, ...attributes], ...rows].map((cells) => `${csvLine(cells)}\n`).join('');
}
