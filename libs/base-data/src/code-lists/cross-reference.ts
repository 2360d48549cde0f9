import type { CrossReferenceRow } from './code-entry.js';
import { isValidAt } from './validity.js';

/**
 * The codes of one system for one list, both ways. Several local codes may mean one standard code; back to the system
 * goes the first of them that is valid, so the order of the rows states the preference.
 */
export class CrossReference {
  private readonly byLocal = new Map<string, CrossReferenceRow[]>();
  private readonly byStandard = new Map<string, CrossReferenceRow[]>();

  constructor(readonly rows: readonly CrossReferenceRow[]) {
    for (const row of rows) {
      append(this.byLocal, row.localCode, row);
      append(this.byStandard, row.standardCode, row);
    }
  }

  toStandard(localCode: string, at?: string): string | undefined {
    return this.byLocal.get(localCode)?.findLast((row) => isValidAt(row, at))?.standardCode;
  }

  toLocal(standardCode: string, at?: string): string | undefined {
    return this.byStandard.get(standardCode)?.find((row) => isValidAt(row, at))?.localCode;
  }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const present = map.get(key);
  if (present === undefined) map.set(key, [value]);
  else present.push(value);
}
