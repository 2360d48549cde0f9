import type { PlainValue } from '#libs/message';

/** One canonical message that a source message was mapped to: what it says is applied to the customer store once. */
export interface CanonicalEffect {
  /** The journal's id (UUID) of the source message. */
  readonly messageId: string;
  /** Tells the canonical messages of one source message apart, from 0. */
  readonly ordinal: number;
  /** The partner that it came from, as `sys-1`. */
  readonly system: string;
  /** The canonical type, as `transport-order`. */
  readonly type: string;
  readonly version: number;
  /** The canonical JSON, validated against its schema. */
  readonly value: PlainValue;
  /** ISO 8601; stands in for a message that does not say as of when it speaks. */
  readonly receivedAt: string;
}
