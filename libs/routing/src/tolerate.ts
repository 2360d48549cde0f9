import type { Issue } from '#libs/message';
import type { Tolerance } from './edi-terms.js';

/** The severity that was agreed for a fault; what is not named, and what was not repaired, stays as it is. */
export function tolerate(issues: readonly Issue[], tolerance: Tolerance): Issue[] {
  return issues.map((fault) => {
    const severity = tolerance[fault.code];
    return severity === undefined || severity === 'repair' ? fault : { ...fault, severity };
  });
}
