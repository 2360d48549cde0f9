/** A date, a time or both, as written; `offset` in minutes east of UTC where the text has one. */
export interface DateFields {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  millisecond?: number;
  offset?: number;
}

/** Whether such a day and time exist; what is not given counts as fine. 24:00:00 is midnight at the end of a day. */
export function isPossible(fields: DateFields): boolean {
  const { year = 2000, month = 1, day = 1, hour = 0, minute = 0, second = 0, offset = 0 } = fields;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  if (hour === 24) return minute === 0 && second === 0 && (fields.millisecond ?? 0) === 0;
  return hour < 24 && minute < 60 && second < 60 && Math.abs(offset) <= 14 * 60;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Milliseconds since 1970 as if the fields were UTC. */
export function utcMilliseconds(fields: DateFields): number {
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0 } = fields;
  const instant = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999
  return year >= 100 ? instant : new Date(instant).setUTCFullYear(year, month - 1, day);
}

/** The fields of an instant, shown with an offset from UTC. */
export function fieldsAt(instant: number, offset: number): Required<DateFields> {
  const date = new Date(instant + offset * 60_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    offset,
  };
}
