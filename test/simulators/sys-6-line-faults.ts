import { faultOutcomes, type FaultKind } from './fault-kinds.js';
import type { Random } from './random.js';
import type { LineExpectation, LineFault, Verdict } from './transmission.js';

/** The share of the lines of a file that are faulty. */
const lineFaultShare = 0.01;

/** The n-th line from 0 (without the header line) has this fault; a duplicate or conflict goes back to an earlier line. */
export interface PlannedLineFault {
  readonly fault: FaultKind;
  readonly earlier: number;
}

/**
 * Says which lines of a file are faulty, each kind at least once. A duplicate and a conflict repeat the correct line
 * before them.
 */
export function planLineFaults(
  lines: number,
  kinds: readonly FaultKind[],
  random: Random,
): Map<number, PlannedLineFault> {
  const count = Math.min(Math.floor(lines / 3), Math.max(kinds.length, Math.round(lines * lineFaultShare)));
  const planned = new Map<number, PlannedLineFault>();
  for (let made = 0; made < count;) {
    const at = random.integer(1, lines - 1);
    if (planned.has(at) || planned.has(at - 1) || planned.has(at + 1)) continue;
    planned.set(at, { fault: kinds[made % kinds.length]!, earlier: at - 1 });
    made += 1;
  }
  return planned;
}

/** What must come of the lines of a file. */
export function expectLines(total: number, planned: ReadonlyMap<number, PlannedLineFault>): LineExpectation {
  const counts: Record<Verdict, number> = { accepted: 0, refused: 0, duplicate: 0, quarantined: 0 };
  const faults = [...planned]
    .sort(([a], [b]) => a - b)
    .map(([index, { fault }]): LineFault => {
      const { verdict, issueCodes } = faultOutcomes[fault];
      counts[verdict] += 1;
      return { record: index + 1, fault, verdict, issueCodes };
    });
  return { total, ...counts, accepted: total - faults.length, faults };
}
