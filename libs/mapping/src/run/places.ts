import type { YamlPlace } from '../file/yaml-place.js';

/** A rule that gives a value, as lineage and coverage name it. */
export interface RulePlace extends YamlPlace {
  readonly file: string;
  /** The target's name path: `items/grossWeightKg`. */
  readonly target: string;
}

/** A way that a run may take or not: a branch of `choose` or `first`, a `when` that holds, a `default`. */
export interface BranchPlace extends YamlPlace {
  readonly what: string;
}

export function describePlace(place: RulePlace): string {
  return `${place.file}:${place.line} ${place.keyPath}`;
}
