import type { Mapping } from '../mapping.js';
import type { BranchPlace, RulePlace } from '../run/places.js';
import type { MappingTrace } from '../run/trace.js';

export interface MappingCoverage {
  readonly rules: number;
  readonly branches: number;
  /** Target values that no test produced. */
  readonly neverProduced: readonly RulePlace[];
  /** Branches of `choose` and `first`, conditions that never held, defaults never used. */
  readonly neverTaken: readonly BranchPlace[];
}

/** What the tests of a mapping do not cover; the trace is that of `runMappingTests`. */
export function coverage(mapping: Mapping, { trace }: { readonly trace: MappingTrace }): MappingCoverage {
  const places = new Set([...trace.produced].map(keyOf));
  const taken = new Set([...trace.taken].map(keyOf));
  return {
    rules: new Set(mapping.rules.map(keyOf)).size,
    branches: new Set(mapping.branches.map(keyOf)).size,
    neverProduced: withoutTwins(mapping.rules.filter((rule) => !places.has(keyOf(rule)))),
    neverTaken: withoutTwins(mapping.branches.filter((branch) => !taken.has(keyOf(branch)))),
  };
}

/** A rule in a fragment counts once for each target that uses it; a branch once for its place in the file. */
function keyOf(place: RulePlace | BranchPlace): string {
  const name = 'target' in place ? place.target : place.what;
  return `${place.line}:${place.column}:${name}`;
}

function withoutTwins<P extends RulePlace | BranchPlace>(places: readonly P[]): P[] {
  return [...new Map(places.map((place) => [keyOf(place), place])).values()];
}
