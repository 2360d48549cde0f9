import type { IdentifierName } from '#libs/base-data';
import type { Severity } from '#libs/message';

/** What a `.rules.yaml` file says; `docs/validation-rules.md` is its reference. */
export interface RulesFile {
  readonly namespaces?: Readonly<Record<string, string>>;
  readonly rules?: readonly RuleEntry[];
  readonly codes?: readonly CodeEntry[];
  readonly identifiers?: readonly IdentifierEntry[];
  readonly dates?: readonly DateEntry[];
}

export interface RuleEntry {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly severity?: Severity;
  readonly each?: string;
  readonly at?: string;
  readonly when?: ConditionEntry;
  readonly assert: ConditionEntry;
}

export interface CodeEntry {
  readonly path: string;
  readonly list: string;
  /** Attribute of the list that the value is (`tmis`, `zh`), instead of the code. */
  readonly by?: string;
  /** The system whose own codes these are. */
  readonly from?: string;
  /** Path of the day on which the code must be valid, from the node that has the code. */
  readonly at?: string;
  readonly format?: string;
  readonly severity?: Severity;
}

export interface IdentifierEntry {
  readonly path: string;
  readonly identifier: IdentifierName;
  readonly severity?: Severity;
}

export interface DateEntry {
  readonly path: string;
  readonly format: string;
  readonly severity?: Severity;
}

export type Operand =
  | string
  | { readonly value: string | number }
  | { readonly count: string }
  | { readonly sum: string };

export type ComparisonName = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

export type ConditionEntry =
  | { readonly exists: string }
  | { readonly absent: string }
  | { readonly unique: string }
  | { readonly path: string; readonly equals: string | number | boolean }
  | { readonly path: string; readonly in: readonly (string | number)[] }
  | { readonly path: string; readonly matches: string }
  | { readonly all: readonly ConditionEntry[] }
  | { readonly any: readonly ConditionEntry[] }
  | { readonly not: ConditionEntry }
  | ({ readonly [Name in ComparisonName]?: readonly [Operand, Operand] } & {
      readonly as?: 'decimal' | 'date' | 'text';
      readonly format?: string;
    });
