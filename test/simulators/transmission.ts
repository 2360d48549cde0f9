import type { FaultKind, Verdict } from './fault-kinds.js';

/** The simulated source systems, by their partner ids. */
export const systemIds = ['sys-1', 'sys-2', 'sys-4', 'sys-5', 'sys-6'] as const;
export type SystemId = (typeof systemIds)[number];

export type { Verdict };

/** What the hub must answer. */
export interface Expectation {
  readonly verdict: Verdict;
  /** Source records that get into the store: 1 or 0 for a message, the accepted lines of a file. */
  readonly records: number;
  /** The answer names at least one of these. */
  readonly issueCodes?: readonly string[];
  readonly fault?: FaultKind;
  /** For files of lines: each line has a verdict of its own. */
  readonly lines?: LineExpectation;
}

export interface LineExpectation {
  readonly total: number;
  readonly accepted: number;
  readonly refused: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly faults: readonly LineFault[];
}

export interface LineFault {
  /** The n-th record of the file, from 1; header and trailer lines do not count. */
  readonly record: number;
  readonly fault: FaultKind;
  readonly verdict: Verdict;
  readonly issueCodes: readonly string[];
}

/** One thing that a source system sends, and what must come of it. */
export interface Transmission {
  /** Deterministic: the Idempotency-Key over REST, the messageId over AMQP. */
  readonly id: string;
  readonly system: SystemId;
  /** The partner id that it is sent under; differs from `system` for an unknown sender. */
  readonly sender: string;
  readonly channel: 'rest' | 'amqp';
  readonly contentType: string;
  readonly fileName?: string;
  /** Transmissions of one key must arrive in their order: the business key. */
  readonly orderKey: string;
  readonly expectation: Expectation;
  /** The whole content; for large files rather take `chunks`. */
  readonly bytes: Uint8Array;
  /** The content piece by piece, made anew at each call. */
  chunks(): Iterable<Uint8Array>;
}

/** A transmission of content that is there already, or that is made when it is asked for. */
export function transmission(
  facts: Omit<Transmission, 'bytes' | 'chunks'>,
  content: Uint8Array | (() => Iterable<Uint8Array>),
): Transmission {
  const chunks = typeof content === 'function' ? content : (): Iterable<Uint8Array> => [content];
  return {
    ...facts,
    chunks,
    get bytes(): Uint8Array {
      return content instanceof Uint8Array ? content : Buffer.concat([...chunks()]);
    },
  };
}

/** How many of each verdict; the lines of a file count one by one. */
export function countVerdicts(transmissions: Iterable<Transmission>): Record<Verdict | 'received', number> {
  const counts = { received: 0, accepted: 0, refused: 0, duplicate: 0, quarantined: 0 };
  for (const { expectation } of transmissions) {
    const { lines } = expectation;
    counts.received += lines?.total ?? 1;
    if (lines === undefined) {
      counts[expectation.verdict] += 1;
      continue;
    }
    for (const verdict of ['accepted', 'refused', 'duplicate', 'quarantined'] as const) {
      counts[verdict] += lines[verdict];
    }
  }
  return counts;
}
