import { issue, type Issue } from '#libs/message';
import type { Tolerance } from '#libs/routing';

const ofTrailers = ['edi-count-mismatch', 'edi-reference-mismatch'] as const;

/** Where it is agreed, a trailer that counts or refers wrongly is read as what it should say (VAL-4). */
export function repairTrailers(issues: readonly Issue[], tolerance: Tolerance): Issue[] {
  return issues.map((fault) => {
    const isRepaired = ofTrailers.some((code) => code === fault.code && tolerance[code] === 'repair');
    return isRepaired ? repaired(fault, fault.expected ?? '') : fault;
  });
}

/** The record of a repair, in the place of the fault. */
export function repaired(fault: Issue, expected: string): Issue {
  const { code, location, value, args } = fault;
  return issue('value-repaired', location, { value, expected, args: { ...args, fault: code } });
}
