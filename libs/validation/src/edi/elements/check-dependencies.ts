import type { Dependency } from '../definitions/definitions.js';

export interface DependencyFault {
  readonly code: 'edi-dependency-missing' | 'edi-dependency-excluded';
  readonly dependency: Dependency;
  /** Where the fault is told, from 1. */
  readonly position: number;
  /** Positions of which one or all are needed. */
  readonly missing: readonly number[];
}

/** @param present by position - 1 */
export function checkDependencies(
  dependencies: readonly Dependency[],
  present: readonly boolean[],
): DependencyFault[] {
  if (!present.includes(true)) return [];
  return dependencies.flatMap((dependency) => checkOne(dependency, present) ?? []);
}

function checkOne(dependency: Dependency, present: readonly boolean[]): DependencyFault | undefined {
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
