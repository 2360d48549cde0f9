/** What a text is by a date format: a moment, or wrong in its form, or a day or hour that does not exist. */
export type DateReading =
  | { readonly kind: 'moment'; readonly epochMs: number; readonly date: string }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'impossible' };

export interface DateFormat {
  readonly text: string;
  /** `date` is the day as yyyy-mm-dd. Without a zone in the text, times are Chinese standard time (+08:00). */
  read(text: string): DateReading;
}

const digits: Readonly<Record<string, number>> = { yyyy: 4, MM: 2, dd: 2, HH: 2, mm: 2, ss: 2, SSS: 3 };
const token = /yyyy|MM|dd|HH|mm|ss|SSS|XXX|'([^']*)'|[^A-Za-z']/gy;
const defaultOffsetMinutes = 8 * 60;

/**
 * A format of yyyy MM dd HH mm ss SSS XXX (zone: Z or +08:00), signs, and letters in 'quotes'. Undefined when it uses
 * anything else, or has no year, month and day nor hour and minute.
 */
export function dateFormat(text: string): DateFormat | undefined {
  const names: string[] = [];
  let pattern = '';
  let end = 0;
  for (const found of text.matchAll(token)) {
    end = found.index + found[0].length;
    const width = digits[found[0]];
    if (found[0] === 'XXX') pattern += '(Z|[+-]\\d{2}:\\d{2})';
    else if (width !== undefined) pattern += `(\\d{${width}})`;
    else pattern += (found[1] ?? found[0]).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    if (found[0] === 'XXX' || width !== undefined) names.push(found[0]);
  }
  const complete = ['yyyy', 'MM', 'dd'].every((name) => names.includes(name)) || isTime(names);
  if (end !== text.length || !complete || new Set(names).size !== names.length) return undefined;
  const whole = new RegExp(`^${pattern}$`);
  return { text, read: (value) => readWith(whole, names, value) };
}

function isTime(names: readonly string[]): boolean {
  return names.includes('HH') && names.includes('mm') && !names.some((name) => /y|M|d/.test(name));
}

function readWith(pattern: RegExp, names: readonly string[], value: string): DateReading {
  const found = pattern.exec(value);
  if (found === null) return { kind: 'malformed' };
  const part = (name: string, missing: number): number => {
    const at = names.indexOf(name);
    return at < 0 ? missing : Number(found[at + 1]);
  };
  const [year, month, day] = [part('yyyy', 1970), part('MM', 1), part('dd', 1)];
  const [hour, minute, second] = [part('HH', 0), part('mm', 0), part('ss', 0)];
  const offset = offsetMinutes(names.includes('XXX') ? found[names.indexOf('XXX') + 1] : undefined);
  const exists = dayExists(year, month, day) && hour < 24 && minute < 60 && second < 60;
  if (!exists || offset === undefined) return { kind: 'impossible' };
  const epochMs = Date.UTC(year, month - 1, day, hour, minute - offset, second, part('SSS', 0));
  const pad = (count: number, width: number): string => String(count).padStart(width, '0');
  return { kind: 'moment', epochMs, date: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` };
}

function dayExists(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= days[month - 1]!;
}

function offsetMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined) return defaultOffsetMinutes;
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

const isoFormats = [
  "yyyy-MM-dd'T'HH:mm:ssXXX",
  "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
  "yyyy-MM-dd'T'HH:mm:ss",
  'yyyy-MM-dd',
].map((text) => dateFormat(text)!);

/** Any of the usual forms of ISO 8601. */
export const isoDate: DateFormat = {
  text: 'iso',
  read(value) {
    let reading: DateReading = { kind: 'malformed' };
    for (const format of isoFormats) {
      reading = format.read(value);
      if (reading.kind !== 'malformed') return reading;
    }
    return reading;
  },
};

/** A format as the configuration files write it: a pattern, or `iso`. */
export function dateFormatOf(text: string): DateFormat | undefined {
  return text === 'iso' ? isoDate : dateFormat(text);
}
