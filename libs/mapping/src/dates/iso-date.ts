import { isPossible, type DateFields } from './date-fields.js';

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;
const isoTime = /^(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** ISO 8601 extended form: a date, or a date and time; fractions beyond milliseconds are cut. Undefined for any other form. */
export function parseIsoDate(text: string): DateFields | undefined {
  const found = text.length > 40 ? null : iso.exec(text);
  if (found === null) return undefined;
  const fields: DateFields = { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
  return found[4] === undefined ? fields : withTime(fields, found.slice(4));
}

/** `08:30`, `08:30:15.5`, with or without offset. */
export function parseIsoTime(text: string): DateFields | undefined {
  const found = text.length > 30 ? null : isoTime.exec(text);
  return found === null ? undefined : withTime({}, found.slice(1));
}

function withTime(
  fields: DateFields,
  [hour, minute, second, fraction, offset]: (string | undefined)[],
): DateFields {
  fields.hour = Number(hour);
  fields.minute = Number(minute);
  fields.second = Number(second ?? 0);
  fields.millisecond = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  if (offset !== undefined) fields.offset = parseOffset(offset);
  return fields;
}

/** Minutes east of UTC of `Z`, `+08`, `+0800`, `+08:00`. */
function parseOffset(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0);
  return text.startsWith('-') ? -minutes : minutes;
}

export function isPossibleIso(fields: DateFields | undefined): fields is DateFields {
  return fields !== undefined && isPossible(fields);
}
