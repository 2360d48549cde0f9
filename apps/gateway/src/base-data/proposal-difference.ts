import type { CodeTables } from '#libs/base-data';
import type { ListDifference } from '#libs/interfaces';

/** Every code that a proposal touches: its entry as it is, and its rows as they would be. */
export function difference(
  proposed: {
    readonly list: string;
    readonly csv: string;
    readonly added: readonly string[];
    readonly changed: readonly string[];
  },
  lists: CodeTables,
): ListDifference {
  const { list, csv, added, changed } = proposed;
  const rows = csv.split(/\r?\n/);
  const rowsOf = (code: string): string[] => rows.filter((row) => row.startsWith(`${code},`));
  return {
    header: rows[0] ?? '',
    added: added.map((code) => ({ code, after: rowsOf(code) })),
    changed: changed.map((code) => ({ code, before: lists.find(list, code), after: rowsOf(code) })),
  };
}
