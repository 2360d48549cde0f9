import type { CodeEntry } from './code-entry.js';
import type { CodeTable } from './code-table.js';

/**
 * All lists. A day is `yyyy-mm-dd`; without one the newest version of each code answers. A list that does not exist
 * answers like an empty one; `hasList` tells them apart.
 */
export interface CodeLists {
  names(): string[];
  entries(list: string, at?: string): CodeEntry[];
  find(list: string, code: string, at?: string): CodeEntry | undefined;
  hasList(list: string): boolean;
  /** By an attribute, or by `zh` or `en`; undefined when no entry or more than one has this value. */
  findBy(list: string, attribute: string, value: string, at?: string): CodeEntry | undefined;
  /** The code that the system's own code stands for. */
  toStandard(list: string, system: string, localCode: string, at?: string): string | undefined;
  /** The system's own code; of several the first in its file. */
  toLocal(list: string, system: string, standardCode: string, at?: string): string | undefined;
}

/** Lists that also show their definitions, versions and cross-references, and can be overlaid. */
export interface CodeTables extends CodeLists {
  table(list: string): CodeTable | undefined;
}

/** @param tables one per list name */
export function codeTables(tables: Iterable<CodeTable>): CodeTables {
  const byName = new Map([...tables].map((table) => [table.definition.name, table]));
  return {
    table: (list) => byName.get(list),
    names: () => [...byName.keys()].sort(),
    hasList: (list) => byName.has(list),
    entries: (list, at) => byName.get(list)?.entries(at) ?? [],
    find: (list, code, at) => byName.get(list)?.find(code, at),
    findBy: (list, attribute, value, at) => {
      const found = byName.get(list)?.allBy(attribute, value, at) ?? [];
      return found.length === 1 ? found[0] : undefined;
    },
    toStandard: (list, system, localCode, at) =>
      byName.get(list)?.references.get(system)?.toStandard(localCode, at),
    toLocal: (list, system, standardCode, at) =>
      byName.get(list)?.references.get(system)?.toLocal(standardCode, at),
  };
}
