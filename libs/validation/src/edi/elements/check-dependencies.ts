import type { Dependency } from '../definitions/definitions.js';

export interface DependencyFault {
  readonly code: 'edi-dependency-missing' | 'edi-dependency-excluded';
  readonly dependency: Dependency;
  /** Where the fault is told, from 1. */
  readonly position: number;
  /** Positions of which one or all are needed. */
  readonly missing: readonly number[];
}

const none: readonly DependencyFault[] = [];

/** @param present by position - 1 */
export function checkDependencies(
  dependencies: readonly Dependency[],
  present: readonly boolean[],
): readonly DependencyFault[] {
  if (dependencies.every((dependency) => isKept(dependency, present)) || !present.includes(true)) return none;
  return dependencies.flatMap((dependency) => faultOf(dependency, present) ?? []);
}

/** The same as having no fault, without making any list: most dependencies are kept. */
function isKept({ kind, positions }: Dependency, present: readonly boolean[]): boolean {
  let there = 0;
  for (const position of positions) if (present[position - 1] === true) there++;
  const hasFirst = present[positions[0]! - 1] === true;
  switch (kind) {
    case 'exactly-one':
      return there === 1;
    case 'all-or-none':
      return there === 0 || there === positions.length;
    case 'at-least-one':
      return there > 0;
    case 'at-most-one':
      return there <= 1;
    case 'first-needs-all':
      return !hasFirst || there === positions.length;
    case 'first-needs-one':
      return !hasFirst || there > 1;
    case 'first-forbids':
      return !hasFirst || there === 1;
  }
}

function faultOf(dependency: Dependency, present: readonly boolean[]): DependencyFault | undefined {
  const { kind, positions } = dependency;
  const there = positions.filter((position) => present[position - 1] === true);
  const absent = positions.filter((position) => present[position - 1] !== true);
  const missing = (of: readonly number[]): DependencyFault | undefined =>
    of.length === 0
      ? undefined
      : { code: 'edi-dependency-missing', dependency, position: of[0]!, missing: of };
  const excluded = (of: readonly number[]): DependencyFault | undefined =>
    of.length === 0
      ? undefined
      : { code: 'edi-dependency-excluded', dependency, position: of[0]!, missing: [] };
  const hasFirst = present[positions[0]! - 1] === true;
  switch (kind) {
    case 'exactly-one':
      return there.length === 0 ? missing(positions) : excluded(there.slice(1));
    case 'all-or-none':
      return there.length === 0 ? undefined : missing(absent);
    case 'at-least-one':
      return there.length === 0 ? missing(positions) : undefined;
    case 'at-most-one':
      return excluded(there.slice(1));
    case 'first-needs-all':
      return hasFirst ? missing(absent) : undefined;
    case 'first-needs-one':
      return hasFirst && there.length === 1 ? missing(positions.slice(1)) : undefined;
    case 'first-forbids':
      return hasFirst ? excluded(there.slice(1)) : undefined;
  }
}
