/** What the file beside a list says about it: names, origin, and the columns after the five that every list has. */
export interface ListDefinition {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly source: string;
  /** `yyyy-mm-dd`: when the source was read. */
  readonly sourceDate: string;
  readonly version: string;
  /** How `valid_from` and `valid_to` are to be understood in this list. */
  readonly validity: string;
  readonly columns: Readonly<Record<string, ColumnDefinition>>;
  /** The npm package that the list comes from; such a list has no file. */
  readonly package?: string;
}

export interface ColumnDefinition {
  readonly zh: string;
  readonly en: string;
  readonly required?: boolean;
  /** Every value must match all of this. */
  readonly pattern?: RegExp;
  /** Every value must be a code of this list. */
  readonly list?: string;
}

/** The columns with which every list begins. */
export const standardColumns = ['code', 'zh', 'en', 'valid_from', 'valid_to'] as const;
