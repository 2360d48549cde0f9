/** As wide as ISA13 (n9) and GS06 (n1-9), and within UNB 0020 (an..14): behind it comes 1 again. */
export const lastControlNumber = 999_999_999;

/**
 * Counters of the control numbers that a partner sees from us. Messages and acknowledgements to it share them, so that no
 * reference is ever there twice; UNB has one counter, ISA and GS have one each.
 */
export function controlCounters(partner: string): { unb: string; isa: string; gs: string } {
  return {
    unb: `edifact/interchange/${partner}`,
    isa: `x12/interchange/${partner}`,
    gs: `x12/group/${partner}`,
  };
}

/** The number that comes `index` (from 0) places after `first` in what `UnitOfWork.takeControlNumbers` gave. */
export function controlNumberAt(first: number, index: number): number {
  return ((first - 1 + index) % lastControlNumber) + 1;
}
