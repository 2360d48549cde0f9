/** What a `.table.yaml` file says; `docs/validation-rules.md` is its reference. */
export interface TableFile {
  readonly format: 'csv' | 'fixed-width';
  readonly zh?: string;
  readonly en?: string;
  readonly charset?: string;
  readonly delimiter?: string;
  readonly quote?: string;
  readonly headerLines?: number;
  readonly unit?: 'bytes' | 'characters';
  readonly columns?: readonly TableColumn[];
  readonly records?: readonly TableRecord[];
  readonly totals?: readonly TableTotal[];
}

/** One kind of line of a fixed-width file. */
export interface TableRecord {
  readonly name: string;
  readonly zh?: string;
  readonly en?: string;
  readonly role?: 'header' | 'detail' | 'trailer';
  readonly when?: { readonly start: number; readonly length: number; readonly value: string };
  readonly count?: string;
  readonly length?: number;
  readonly columns: readonly TableColumn[];
}

export type ColumnType = 'text' | 'integer' | 'decimal' | 'date' | 'dateTime' | 'time';

export interface TableColumn {
  readonly name: string;
  readonly zh?: string;
  readonly en?: string;
  readonly required?: boolean;
  readonly type?: ColumnType;
  /** Of a date, dateTime or time. */
  readonly format?: string;
  /** In characters. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly (string | number)[];
  readonly min?: string | number;
  readonly max?: string | number;
  /** Most digits behind the decimal point. */
  readonly decimals?: number;
  readonly start?: number;
  readonly length?: number;
  readonly align?: 'left' | 'right';
  readonly pad?: string;
}

/** A column of a trailer record that must be the sum of a column of the other records. */
export interface TableTotal {
  readonly record: string;
  readonly column: string;
  readonly sum: string;
}
