import { listArchive } from './archive-part.js';
import type { IndexLine } from './manifest.js';

export interface ArchiveSearch {
  /** A business key. */
  readonly key: { readonly type: string; readonly value: string };
  /** First and last day, UTC, `2026-11-22`; all when not said. */
  readonly from?: string;
  readonly to?: string;
}

/** The messages with a business key, newest day first. Reads the index of each day, so days that are named make it fast. */
export async function* searchArchive(
  folder: string,
  { key, from = '', to = '9' }: ArchiveSearch,
): AsyncIterable<{ part: string; line: IndexLine }> {
  const has = JSON.stringify(key.value);
  for (const part of listArchive(folder).reverse()) {
    if (part.manifest.day < from || part.manifest.day > to) continue;
    for await (const line of part.index(has)) {
      const keys = (line.facts.keys ?? []) as readonly { type: string; value: string }[];
      if (keys.some(({ type, value }) => type === key.type && value === key.value))
        yield { part: part.manifest.name, line };
    }
  }
}
