import { createHash } from 'node:crypto';
import type { PlainValue } from '#libs/message';

const longestKeyCharacters = 200;
/** PostgreSQL stores neither NUL nor half a surrogate pair. */
const unstorable = /\0|\p{Surrogate}/gu;
/** Cheap, and true for whole pairs as well. */
const suspicious = /[\0\ud800-\udfff]/;

/** Text as the database can keep it: what it cannot hold becomes U+FFFD. */
export function storableText(text: string): string {
  return suspicious.test(text) ? text.replace(unstorable, '\uFFFD') : text;
}

/** Text for an indexed column: trimmed, and beyond 200 characters cut and told apart by a hash of the whole. */
export function keyText(text: string): string {
  const clean = storableText(text.trim());
  if (clean.length <= longestKeyCharacters) return clean;
  return `${storableText(clean.slice(0, longestKeyCharacters - 34))}~${sha256(clean).slice(0, 32)}`;
}

/** JSON text, members in their own order, that the database can keep. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  // JSON.stringify writes as escapes exactly what the database refuses; member names may have it too
  return /\\u(?:0000|d[89a-f])/.test(text) ? canonicalJson(JSON.parse(text) as PlainValue) : text;
}

/** JSON with sorted member names: equal values give equal texts, whatever order their sender wrote. */
export function canonicalJson(value: PlainValue): string {
  if (typeof value === 'string') return JSON.stringify(storableText(value));
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(storableText(name))}:${canonicalJson(value[name]!)}`);
  return `{${members.join(',')}}`;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * An ISO 8601 time in UTC with milliseconds, so that times compare as text; `otherwise` when it is missing, is no time
 * or lies outside the years 1 to 9999.
 */
export function utcTime(text: unknown, otherwise: string): string {
  const milliseconds = typeof text === 'string' ? Date.parse(text) : NaN;
  const iso = Number.isNaN(milliseconds) ? '' : new Date(milliseconds).toISOString();
  if (/^(?!0000)\d{4}-/.test(iso)) return iso;
  if (otherwise === text) throw new Error(`not a time: ${String(text)}`);
  return utcTime(otherwise, otherwise);
}
