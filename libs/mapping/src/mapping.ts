import type { CodeLists } from '#libs/base-data';
import type { Document, FormatName, Issue } from '#libs/message';
import type { BranchPlace, RulePlace } from './run/places.js';
import type { MappedDocument } from './run/lineage.js';
import type { MappingTrace } from './run/trace.js';
import type { MappingTest } from './testing/mapping-test.js';

/**
 * The declarative mapping engine. A mapping file (`docs/mapping.md`) is read once into a tree that knows its lines
 * (`file/`), compiled to closures (`compile/`, with the `steps/` that convert values and the declared `functions/`), and
 * run any number of times against documents of any format (`run/`). Mistakes in the file are `ConfigurationProblem`s at
 * compile time; faults of the data are `Issue`s located in the source; nothing in a file is ever executed as code.
 *
 * Files carry their tests; `testing/` runs them and tells what they do not cover.
 */
export interface Mapping {
  readonly name: string;
  /** Hash of the file's text: the same text has the same version anywhere. */
  readonly version: string;
  readonly file: string;
  readonly from: MappingSide;
  readonly to: MappingTarget;
  readonly tests: readonly MappingTest[];
  /** Every rule that can give a value, and every way that a run can take; for coverage. */
  readonly rules: readonly RulePlace[];
  readonly branches: readonly BranchPlace[];
  /**
   * Maps one document. Never throws on data: what is wrong with it is in `issues`, and values that could not be
   * converted are left out. Over a limit there are no documents and one issue `mapping-limit`.
   */
  run(document: Document, context: MappingContext): MappingResult;
}

export interface MappingSide {
  readonly format: FormatName;
  /** Path under `schemas/` without extension. */
  readonly schema?: string;
  /** Options of the codec. */
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface MappingTarget extends MappingSide {
  /** The root element of an XML target, without prefix. */
  readonly root?: string;
  /** Prefix to namespace URI, as declared in the file; `''` is the default namespace. */
  readonly namespaces?: Readonly<Record<string, string>>;
}

export interface MappingContext {
  readonly codeLists: CodeLists;
  /** Whose codes `from: partner` means. */
  readonly sender?: string;
  /** Whose codes `to: partner` means. */
  readonly receiver?: string;
  /** ISO 8601 in UTC: `$now`, and its day is the day on which codes must be valid. */
  readonly now: string;
  readonly messageId?: string;
  readonly limits?: Partial<MappingLimits>;
  /** Collects what the run produced and which branches it took. */
  readonly trace?: MappingTrace;
}

export interface MappingLimits {
  readonly maxInputNodes: number;
  readonly maxOutputNodes: number;
  /** A rule, a loop item and a node found by a path are one step each. */
  readonly maxSteps: number;
  readonly maxMs: number;
}

export interface MappingResult {
  readonly documents: readonly MappedDocument[];
  readonly issues: readonly Issue[];
}
