import { durationMs } from '#libs/routing';
import type { Outcome } from './outcome.js';

/**
 * Since when a message with the same reference makes this one a duplicate, in milliseconds since 1970; undefined when the
 * agreement does not say, and however old it is counts.
 */
export function duplicatesSinceMs({ agreement, message }: Outcome): number | undefined {
  if (agreement?.duplicateWindow === undefined) return undefined;
  return Date.parse(message.envelope.receivedAt) - durationMs(agreement.duplicateWindow);
}
