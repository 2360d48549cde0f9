import type { Evidence } from './evidence.js';

/** Interchanges of ours are numbered without a gap and without a repeat, in the bytes as in the journal. */
export function checkControlNumbers({ deliveries }: Evidence): string[] {
  const faults: string[] = [];
  for (const destination of ['harbour', 'shipper']) {
    const own = deliveries.filter((one) => one.destination === destination && one.kind === 'message');
    const numbers = own.map(({ reference }) => Number(reference)).sort((a, b) => a - b);
    const wrong = numbers.findIndex((number, index) => number !== index + 1);
    if (wrong >= 0)
      faults.push(
        `CONTROL NUMBERS of ${destination}: ${numbers.slice(Math.max(0, wrong - 2), wrong + 3).join(' ')}`,
      );
    for (const { id, reference, group, text } of own) {
      const end = group === null ? `UNZ+1+${reference}'` : `GE*1*${group}~IEA*1*${reference}~`;
      if (!text.trimEnd().endsWith(end)) faults.push(`interchange ${id} does not end with ${end}`);
    }
  }
  return faults;
}
