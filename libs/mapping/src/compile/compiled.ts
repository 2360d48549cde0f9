import type { DocumentNode, Location, OpenNode } from '#libs/message';
import type { Run } from '../run/run.js';
import type { Value } from '../run/value.js';

/** Gives a value seen from a node: `undefined` when there is none, `failed` when its fault is already reported. */
export type Evaluate = (run: Run, at: DocumentNode) => Value | undefined;

/** Where values come from: a path, a constant, several values combined. */
export interface Source {
  readonly one: Evaluate;
  /** Every value, where a path finds several nodes. */
  readonly all: (run: Run, at: DocumentNode) => Value[];
  /** Where the value would have been, for `source-missing`. */
  readonly placeOfMissing: (run: Run, at: DocumentNode) => Location;
}

/** A source with its steps. */
export type ValueRule = Source;

export type Condition = (run: Run, at: DocumentNode) => boolean;

/** Turns a value into the next; `undefined` leaves it out, `failed` after its fault was reported. */
export type Step = (value: Value, run: Run, at: DocumentNode) => Value | undefined;

export type Outcome = 'written' | 'missing' | 'failed';

/** Adds to a node of the target what its rule gives. */
export interface TargetRule {
  write(run: Run, at: DocumentNode, into: OpenNode): Outcome;
}

export interface TargetName {
  readonly name: string;
  readonly namespace: string | undefined;
  /** From the target's root: `items/grossWeightKg`. */
  readonly path: string;
}

/** What a rule with a mistake compiles to; the file as a whole is refused. */
export const noSource: Source = {
  one: () => undefined,
  all: () => [],
  placeOfMissing: (run, at) => run.place(at),
};
export const noRule: TargetRule = { write: () => 'missing' };
