/** One code of a list. Dates are `yyyy-mm-dd`, both inclusive; an absent date means without end on that side. */
export interface CodeEntry {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** Further columns of the list by name; empty cells are absent. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** One row of a cross-reference: what a system writes, and the code of the list that it means. */
export interface CrossReferenceRow {
  readonly localCode: string;
  readonly standardCode: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly note?: string;
}

export function frozenEntry(entry: CodeEntry): CodeEntry {
  return Object.freeze({ ...entry, attributes: Object.freeze({ ...entry.attributes }) });
}
