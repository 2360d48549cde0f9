/**
 * What a directory says of messages, segments, composites and elements. Positions count from 1 as in the standards. The files
 * under `schemas/edifact` and `schemas/x12` are read into these; `docs/edi-definitions.md` describes their notation.
 */
export type Dialect = 'edifact' | 'x12';

/** EDIFACT: `a`, `n`, `an`. X12: `AN`, `ID`, `N` (implied decimals), `R`, `DT`, `TM`, `B`. */
export type ElementType = 'a' | 'n' | 'an' | 'AN' | 'ID' | 'N' | 'R' | 'DT' | 'TM' | 'B';

export interface ElementDefinition {
  readonly kind: 'element';
  readonly code: string;
  /** As written: `an..35`, `N2 1/12`. */
  readonly format: string;
  readonly type: ElementType;
  /** In characters; 0 where the standard names none. */
  readonly minLength: number;
  readonly maxLength: number;
  /** Digits after the implied decimal point of an X12 `Nn`. */
  readonly decimals?: number;
  readonly codes?: CodeSet;
  /** The codes that a guide leaves of the list, in its order. */
  readonly agreed?: readonly string[];
}

export interface CodeSet {
  readonly values: ReadonlySet<string>;
  /** An open list names the usual values; others are allowed. */
  readonly open: boolean;
}

export interface CompositeDefinition {
  readonly kind: 'composite';
  readonly code: string;
  readonly parts: readonly PartDefinition<ElementDefinition>[];
  readonly dependencies: readonly Dependency[];
}

/** One position of a segment or a composite. */
export interface PartDefinition<Item = ElementDefinition | CompositeDefinition> {
  readonly mandatory: boolean;
  /** 0: a guide does not use it. */
  readonly repetitions: number;
  readonly item: Item;
  /** The guide that asks for more here than the standard does. */
  readonly guide?: string;
}

export interface SegmentDefinition {
  readonly tag: string;
  readonly parts: readonly PartDefinition[];
  readonly dependencies: readonly Dependency[];
}

/**
 * A relation between the positions of a segment or composite: X12 syntax notes and the dependency notes of syntax 4.
 *
 * - `exactly-one` D1 · `all-or-none` D2, P · `at-least-one` D3, R · `at-most-one` D4, E
 * - `first-needs-all` D5, C · `first-needs-one` D6, L · `first-forbids` D7
 */
export interface Dependency {
  readonly kind: DependencyKind;
  readonly positions: readonly number[];
  /** As written: `P0304`, `D5(3,4)`. */
  readonly text: string;
}

export type DependencyKind =
  | 'exactly-one'
  | 'all-or-none'
  | 'at-least-one'
  | 'at-most-one'
  | 'first-needs-all'
  | 'first-needs-one'
  | 'first-forbids';

/** A place in a message where a segment or a group of segments may stand. */
export type StructureItem = SegmentPlace | GroupPlace;

export interface SegmentPlace {
  readonly kind: 'segment';
  readonly tag: string;
  readonly mandatory: boolean;
  /** 0: a guide does not use it. */
  readonly repetitions: number;
  /** The guide that asks for more here than the standard does. */
  readonly guide?: string;
  /** The guide's own form of the segment, where it narrows it. */
  readonly segment?: SegmentDefinition;
}

/** A segment group or loop: begins with its first segment, the trigger, which occurs exactly once in it. */
export interface GroupPlace {
  readonly kind: 'group';
  /** `SG7` in EDIFACT, the trigger's tag in X12. */
  readonly name: string;
  readonly trigger: string;
  readonly mandatory: boolean;
  readonly repetitions: number;
  readonly guide?: string;
  readonly items: readonly StructureItem[];
}

export interface MessageDefinition {
  /** `edifact/d00b/IFTMIN` */
  readonly ref: string;
  /** `IFTMIN` */
  readonly name: string;
  readonly dialect: Dialect;
  readonly items: readonly StructureItem[];
  readonly segments: SegmentSource;
}

/** Where a message finds its segments. The service segments of EDIFACT depend on the syntax version of the interchange. */
export interface SegmentSource {
  segment(tag: string, syntaxVersion?: number): SegmentDefinition | undefined;
}
