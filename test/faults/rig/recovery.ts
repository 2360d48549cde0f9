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
  /** Until something that was sent after it had been acknowledged. */
  readonly tookMs: number;
  /** Until everything that had been sent by then had been. */
  readonly backlogMs: number;
}

/**
 * How long it took from each event until something that was sent after it had been acknowledged: taken in, worked on and
 * answered; and how long until nothing was left of what had gathered. An event after which nothing more was sent has none.
 */
export function recoveriesAfter(
  events: readonly FaultEvent[],
  { sentAtMs }: Pick<Ledger, 'sentAtMs'>,
  arrivals: readonly Arrival[],
): Recovery[] {
  const answeredAtMs = new Map<string, number>();
  for (const { correlationId, atMs } of arrivals)
    if (correlationId !== undefined && !answeredAtMs.has(correlationId))
      answeredAtMs.set(correlationId, atMs);
  const answered = [...answeredAtMs].flatMap(([id, atMs]) => {
    const sentAt = sentAtMs.get(id);
    return sentAt === undefined ? [] : [{ sentAt, atMs }];
  });
  return events.flatMap(({ what, atMs }) => {
    const later = answered.filter(({ sentAt }) => sentAt >= atMs).map((one) => one.atMs);
    if (later.length === 0) return [];
    const goesOnAt = Math.min(...later);
    const backlog = answered.filter(({ sentAt }) => sentAt <= goesOnAt).map((one) => one.atMs);
    return [
      {
        what,
        tookMs: Math.round(goesOnAt - atMs),
        backlogMs: Math.round(backlog.reduce((last, one) => Math.max(last, one), goesOnAt) - atMs),
      },
    ];
  });
}
