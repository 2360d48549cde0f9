import type { Dependency, DependencyKind } from './definitions.js';

const kinds: Readonly<Record<string, DependencyKind>> = {
  D1: 'exactly-one',
  D2: 'all-or-none',
  D3: 'at-least-one',
  D4: 'at-most-one',
  D5: 'first-needs-all',
  D6: 'first-needs-one',
  D7: 'first-forbids',
  P: 'all-or-none',
  R: 'at-least-one',
  E: 'at-most-one',
  C: 'first-needs-all',
  L: 'first-needs-one',
};

/** Reads a note as the standards write it, `P0304` (X12) or `D5(3,4)` (ISO 9735); undefined when it is neither. */
export function dependencyNote(text: string): Dependency | undefined {
  const x12 = /^([PRECL])((?:\d\d){2,})$/.exec(text);
  if (x12 !== null) return { kind: kinds[x12[1]!]!, positions: x12[2]!.match(/\d\d/g)!.map(Number), text };
  const edifact = /^(D[1-7])\((\d{1,2}(?:,\d{1,2})+)\)$/.exec(text);
  if (edifact === null) return undefined;
  return { kind: kinds[edifact[1]!]!, positions: edifact[2]!.split(',').map(Number), text };
}
