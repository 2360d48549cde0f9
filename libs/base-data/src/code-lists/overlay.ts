import type { CodeEntry, CrossReferenceRow } from './code-entry.js';
import { codeTables, type CodeTables } from './code-lists.js';
import { CodeTable } from './code-table.js';
import { CrossReference } from './cross-reference.js';

/** What was entered or imported while running and is kept in the database. */
export interface OverlayRows {
  readonly entries?: readonly { readonly list: string; readonly entry: CodeEntry }[];
  readonly crossReferences?: readonly ({
    readonly list: string;
    readonly system: string;
  } & CrossReferenceRow)[];
}

/**
 * Lists with rows lying on top of them; the lists below stay as they are.
 *
 * The versions of a code in `rows` replace all versions that the code had below, and the rows of a local code replace
 * all that this local code had below. Back to a system, a row from below keeps its preference over an added one.
 * Rows for a list that does not exist are a programmer's mistake.
 */
export function overlay(base: CodeTables, rows: OverlayRows): CodeTables {
  const entries = groupedBy(rows.entries ?? [], (row) => row.list);
  const references = groupedBy(rows.crossReferences ?? [], (row) => row.list);
  const names = base.names();
  for (const list of [...entries.keys(), ...references.keys()]) {
    if (!names.includes(list)) throw new Error(`there is no list "${list}" to lay rows on`);
  }
  return codeTables(
    names.map((name) => {
      const table = base.table(name)!;
      if (!entries.has(name) && !references.has(name)) return table;
      const above = (entries.get(name) ?? []).map((row) => row.entry);
      return new CodeTable(
        table.definition,
        mergedEntries(table, above),
        mergedReferences(table, references.get(name) ?? []),
      );
    }),
  );
}

function mergedEntries(table: CodeTable, above: readonly CodeEntry[]): CodeEntry[] {
  const replaced = new Set(above.map((entry) => entry.code));
  return [...table.versions().filter((entry) => !replaced.has(entry.code)), ...above];
}

function mergedReferences(
  table: CodeTable,
  above: readonly ({ readonly system: string } & CrossReferenceRow)[],
): Map<string, CrossReference> {
  const merged = new Map(table.references);
  for (const [system, rows] of groupedBy(above, (row) => row.system)) {
    const replaced = new Set(rows.map((row) => row.localCode));
    const below = (table.references.get(system)?.rows ?? []).filter((row) => !replaced.has(row.localCode));
    merged.set(system, new CrossReference([...below, ...rows]));
  }
  return merged;
}

function groupedBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
