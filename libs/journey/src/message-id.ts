import { v7 } from 'uuid';

/** A new message id (UUIDv7, RFC 9562 section 5.7) and the time of receipt that is in it. */
export function newMessageId(): { id: string; receivedAt: string } {
  const id = v7();
  return { id, receivedAt: receiptTimeOf(id) };
}

/** The time of receipt, to the millisecond. */
export function receiptTimeOf(id: string): string {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString();
}
