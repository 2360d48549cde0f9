import type { BranchPlace, RulePlace } from './places.js';

/** Filled by runs that it is given to, for coverage. */
export class MappingTrace {
  readonly produced = new Set<RulePlace>();
  readonly taken = new Set<BranchPlace>();
}
