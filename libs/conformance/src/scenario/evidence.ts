import type { PlainValue } from '#libs/message';
import type { BilingualText } from '#libs/routing';
import type { SentState } from './scenario.js';

/** A message that may be what a step asks for: one that the partner sent, or one that it got. */
export interface Evidence {
  /** Of the message or the delivery; the file name offline. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly state: SentState;
  readonly sha256: string;
  readonly references: readonly string[];
  readonly issues: readonly { readonly code: string; readonly path?: string }[];
  readonly answers: readonly { readonly bytes: Uint8Array; readonly afterMs?: number }[];
  readonly canonicals: readonly { readonly type: string; readonly value: PlainValue }[];
  /** Of a delivery that was confirmed: how long after it was there. */
  readonly confirmedAfterMs?: number;
  /** Of a delivery that is to be acknowledged. */
  readonly acknowledged?: AcknowledgedEvidence;
}

export interface AcknowledgedEvidence {
  /** `rejected`: all of it or some. */
  readonly verdict: 'waiting' | 'received' | 'accepted' | 'rejected';
  /** What came: `CONTRL`, `997`, `RECEIPT`. */
  readonly forms: readonly string[];
  /** From the delivery to the answer. */
  readonly afterMs?: number;
  readonly agreedMs: number;
}

/** A test message of ours in a step of a receiver. */
export interface SentEvidence extends Evidence {
  readonly scenario: string;
  readonly step: string;
  /** Present while it is not over: why there is nothing to judge yet. */
  readonly underWay?: BilingualText;
}
