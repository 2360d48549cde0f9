import type { Arrival } from './inbox.js';
import type { Ledger } from './ledger.js';

/** Something that happened in a run. */
export interface FaultEvent {
  readonly what: string;
  readonly atMs: number;
  /** From the start of the load. */
  readonly afterMs: number;
}

export interface Recovery {
  readonly what: string;
  readonly tookMs: number;
}

/**
 * How long it took from each event until something that was sent after it had been acknowledged: taken in, worked on and
 * answered. An event after which nothing more was sent has none.
 */
export function recoveriesAfter(
  events: readonly FaultEvent[],
  { sentAtMs }: Pick<Ledger, 'sentAtMs'>,
  arrivals: readonly Arrival[],
): Recovery[] {
  const answered = arrivals.flatMap(({ correlationId, atMs }) => {
    const sentAt = sentAtMs.get(correlationId ?? '');
    return sentAt === undefined ? [] : [{ sentAt, atMs }];
  });
  return events.flatMap(({ what, atMs }) => {
    const later = answered.filter(({ sentAt }) => sentAt >= atMs).map((one) => one.atMs);
    return later.length === 0 ? [] : [{ what, tookMs: Math.round(Math.min(...later) - atMs) }];
  });
}
