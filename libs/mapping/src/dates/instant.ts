import { utcMilliseconds } from './date-fields.js';
import { isPossibleIso, parseIsoDate } from './iso-date.js';

/** For comparing: milliseconds since 1970 of an ISO date or date and time; without offset it counts as UTC. */
export function instantOf(text: string): number | undefined {
  const fields = parseIsoDate(text);
  if (!isPossibleIso(fields)) return undefined;
  return utcMilliseconds(fields) - (fields.offset ?? 0) * 60_000;
}
