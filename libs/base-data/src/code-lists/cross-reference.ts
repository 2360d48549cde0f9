import type { CrossReferenceRow } from './code-entry.js';
import { byStart, isValidAt } from './validity.js';

/**
 * The codes of one system for one list, both ways. Several local codes may mean one standard code; back to the system
 * goes the first of them that is valid, so the order of the rows states the preference. Without a day, the newest meaning
 * of a local code answers, and the first local code that has no end.
 */
export class CrossReference {
  private readonly byLocal = new Map<string, CrossReferenceRow[]>();
  private readonly byStandard = new Map<string, CrossReferenceRow[]>();

  constructor(readonly rows: readonly CrossReferenceRow[]) {
    for (const row of rows) {
      append(this.byLocal, row.localCode, row);
      append(this.byStandard, row.standardCode, row);
    }
    for (const meanings of this.byLocal.values()) if (meanings.length > 1) meanings.sort(byStart);
  }

  toStandard(localCode: string, at?: string): string | undefined {
    return this.byLocal.get(localCode)?.findLast((row) => isValidAt(row, at))?.standardCode;
  }

  toLocal(standardCode: string, at?: string): string | undefined {
    const rows = this.byStandard.get(standardCode);
    if (at !== undefined) return rows?.find((row) => isValidAt(row, at))?.localCode;
    return (rows?.find((row) => row.validTo === undefined) ?? rows?.at(-1))?.localCode;
  }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const present = map.get(key);
  if (present === undefined) map.set(key, [value]);
  else present.push(value);
}
