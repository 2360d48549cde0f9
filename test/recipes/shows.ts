import { isDeepStrictEqual } from 'node:util';

/** Ids, hashes and times differ from day to day; documentation shows one of each. */
const changing =
  /^(?:\/v1\/messages\/)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$|^[0-9a-f]{64}$|^\d{4}-\d\d-\d\dT/;

/** Whether an answer contains everything that the documentation shows of it; an array may have more items. */
export function shows(answer: unknown, shown: unknown): boolean {
  if (typeof shown === 'string' && changing.test(shown))
    return typeof answer === 'string' && changing.test(answer);
  if (Array.isArray(shown)) {
    if (!Array.isArray(answer)) return false;
    if (shown.length === 0) return answer.length === 0;
    return shown.every((item) => answer.some((one) => shows(one, item)));
  }
  if (typeof shown === 'object' && shown !== null) {
    const members = (answer ?? {}) as Record<string, unknown>;
    return Object.entries(shown).every(([name, value]) => shows(members[name], value));
  }
  return isDeepStrictEqual(answer, shown);
}
