import { receiptTimeOf } from '#libs/journey';
import { firstIdAt } from './partitions.js';

/** Ids are given by the clock of whoever makes something: clocks differ, and jump. */
const clockToleranceMs = 86_400_000;

/**
 * An id before all that can have been made of a message: its records, their details, its deliveries. With it a question reads
 * no older partitions. The message's own id will not do: it may be of a clock that was ahead.
 */
export function earliestMadeOf(messageId: string): string {
  return firstIdAt(Date.parse(receiptTimeOf(messageId)) - clockToleranceMs);
}
