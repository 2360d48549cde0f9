/**
 * What a received acknowledgement says of one level of an interchange that we sent, in its own words: codes stay as they
 * came, for a partner may have more of them than the standard.
 */
export interface IncomingAcknowledgement {
  /** `RECEIPT`: not of EDI; it names the document that it answers (`interchangeReference`). */
  readonly form: 'CONTRL' | 'APERAK' | 'TA1' | '997' | '999' | 'RECEIPT';
  readonly level: 'interchange' | 'group' | 'message';
  /** Whose answer it is, and to whom: the ids of UNB or ISA, without blanks. */
  readonly from: string;
  readonly to: string;
  /** Our control references: of CONTRL the whole chain; of APERAK the message; of 997 the group and the set; of TA1 the interchange. */
  readonly interchangeReference?: string;
  readonly groupReference?: string;
  readonly messageReference?: string;
  /** `ORDERS`, `404`; of a group GS01. */
  readonly type?: string;
  /** `partially`: this level is accepted, but for what is named below it. `unknown`: an action that no standard has. */
  readonly verdict: 'received' | 'accepted' | 'partially' | 'rejected' | 'unknown';
  /** The action as it came: 4, 7, 8; A, E, P, R. */
  readonly action: string;
  /** AK9: sets that the receiver says were declared, received and accepted. */
  readonly counts?: { readonly declared?: number; readonly received?: number; readonly accepted?: number };
  readonly errors: readonly AcknowledgedError[];
}

/** An error as the partner tells it; positions count from 1. */
export interface AcknowledgedError {
  readonly code: string;
  /** Tag of the segment, where it is named. */
  readonly segment?: string;
  readonly segmentPosition?: number;
  readonly element?: number;
  readonly component?: number;
  readonly repetition?: number;
  /** The bad value, as the partner repeats it. */
  readonly value?: string;
  /** Of a receipt: where, as the partner says it. */
  readonly path?: string;
  /** Of a receipt: the partner's words; most have them in one language only. */
  readonly text?: { readonly zh: string; readonly en: string };
}

/** A position as it came; absent when it is none. */
export function positionFrom(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

/** The error without the places that it does not have. */
export function errorFrom(error: AcknowledgedError): AcknowledgedError {
  const present = Object.entries(error).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(present) as unknown as AcknowledgedError;
}
