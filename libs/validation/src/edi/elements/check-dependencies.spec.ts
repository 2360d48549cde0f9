import { describe, expect, it } from '@jest/globals';
import { dependencyNote } from '../definitions/dependency-notes.js';
import { checkDependencies } from './check-dependencies.js';

/** @param present one digit for each position: 1 is there */
function outcome(note: string, present: string): string {
  const flags = [...present].map((digit) => digit === '1');
  const [fault] = checkDependencies([dependencyNote(note)!], flags);
  if (fault === undefined) return 'fine';
  return fault.code === 'edi-dependency-missing'
    ? `missing ${fault.missing.join(' ')}`
    : `excluded ${fault.position}`;
}

describe('dependency notes', () => {
  it.each([
    ['D1(1,2)', '001', 'missing 1 2'],
    ['D1(1,2)', '100', 'fine'],
    ['D1(1,2)', '110', 'excluded 2'],
    ['D2(1,2)', '100', 'missing 2'],
    ['P0102', '001', 'fine'],
    ['P0102', '010', 'missing 1'],
    ['D3(1,2)', '001', 'missing 1 2'],
    ['R0102', '010', 'fine'],
    ['D4(1,2)', '110', 'excluded 2'],
    ['E0102', '001', 'fine'],
    ['D5(1,2,3)', '110', 'missing 3'],
    ['C0102', '010', 'fine'],
    ['D6(1,2,3)', '100', 'missing 2 3'],
    ['L010203', '101', 'fine'],
    ['D7(1,2)', '110', 'excluded 2'],
    ['D7(1,2)', '010', 'fine'],
  ])('%s of %s: %s', (note, present, expected) => {
    expect(outcome(note, present)).toBe(expected);
  });

  it('say nothing of a segment without any element', () => {
    expect(outcome('R0102', '000')).toBe('fine');
  });
});
