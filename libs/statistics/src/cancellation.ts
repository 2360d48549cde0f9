import type { CanonicalEffect } from '#libs/journey';
import type { PlainValue } from '#libs/message';

/** That an order does not take place, said by a status and not by the order itself. */
export interface Cancellation {
  /** Number or demand number of the order. */
  readonly number: string;
  /** ISO 8601. */
  readonly at: string;
}

type Json = Readonly<Record<string, PlainValue | undefined>>;

/** The orders that a TransportStatus cancels; none when it is another status or another message. */
export function cancellationsOf({ type, value, receivedAt }: CanonicalEffect): Cancellation[] {
  const { statusCode, occurredAt, references } = value as Json;
  if (type !== 'transport-status' || statusCode !== 'cancelled' || !Array.isArray(references)) return [];
  const isKnown = typeof occurredAt === 'string' && !Number.isNaN(Date.parse(occurredAt));
  return (references as readonly Json[]).flatMap(({ type: of, value: number }) =>
    of === 'order' && typeof number === 'string' && number !== ''
      ? [{ number, at: isKnown ? occurredAt : receivedAt }]
      : [],
  );
}
