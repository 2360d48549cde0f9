/**
 * Dates, times and numbers of EDI as people write them. Undefined where the text is not what its element says it is: the
 * fault is told elsewhere.
 */

type Field = 'year4' | 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'zone';

const lengths: Readonly<Record<Field, number>> = {
  year4: 4,
  year: 2,
  month: 2,
  day: 2,
  hour: 2,
  minute: 2,
  second: 2,
  zone: 3,
};

const day: readonly Field[] = ['year4', 'month', 'day'];
const shortDay: readonly Field[] = ['year', 'month', 'day'];
const clock: readonly Field[] = ['hour', 'minute'];

/** By the code of data element 2379. */
const dateForms: Readonly<Record<string, readonly Field[]>> = {
  '2': ['day', 'month', 'year'],
  '101': shortDay,
  '102': day,
  '201': [...shortDay, ...clock],
  '202': [...shortDay, ...clock, 'second'],
  '203': [...day, ...clock],
  '204': [...day, ...clock, 'second'],
  '301': [...shortDay, ...clock, 'zone'],
  '303': [...day, ...clock, 'zone'],
  '304': [...day, ...clock, 'second', 'zone'],
  '401': clock,
  '402': [...clock, 'second'],
  '602': ['year4'],
  '609': ['year', 'month'],
  '610': ['year4', 'month'],
};
/** Two dates, one behind the other. */
const periods: Readonly<Record<string, string>> = { '713': '201', '717': '101', '718': '102', '719': '203' };

/** A date by its format of data element 2379: `20260101` and `102` is `2026-01-01`. */
export function readableDate(text: string, format: string): string | undefined {
  const half = periods[format];
  const digits = text.replace(/[-/: ]/g, '');
  if (half === undefined) return dateOf(digits, dateForms[format]);
  const middle = digits.length / 2;
  const [from, to] = [digits.slice(0, middle), digits.slice(middle)].map((one) =>
    dateOf(one, dateForms[half]),
  );
  return from === undefined || to === undefined ? undefined : `${from} – ${to}`;
}

/** Six or eight digits as they stand in service segments and X12. */
export function readableDay(text: string): string | undefined {
  return readableDate(text, text.length === 6 ? '101' : '102');
}

/** `1322`, `132205`, or with hundredths. */
export function readableTime(text: string): string | undefined {
  const parts = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)?(\d{1,2})?$/.exec(text);
  if (parts === null) return undefined;
  const [, hour, minute, second, part] = parts;
  return `${hour}:${minute}${second === undefined ? '' : `:${second}`}${part === undefined ? '' : `.${part}`}`;
}

/** Thousands apart: `12500.5` is `12,500.5`. @param impliedDecimals digits behind the point that is not written */
export function readableNumber(text: string, impliedDecimals = 0): string | undefined {
  const [, sign, digits, fraction = ''] = /^([-+]?)(\d{1,18})(?:[.,](\d{1,12}))?$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const filled = digits.padStart(impliedDecimals + 1, '0');
  const whole = filled.slice(0, filled.length - impliedDecimals).replace(/^0+(?=\d)/, '');
  const decimals = filled.slice(filled.length - impliedDecimals) + fraction;
  return `${sign}${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}${decimals === '' ? '' : `.${decimals}`}`;
}

function dateOf(digits: string, form: readonly Field[] | undefined): string | undefined {
  if (form === undefined || !/^\d+[A-Z]{0,3}$/.test(digits)) return undefined;
  const found = new Map<Field, string>();
  let at = 0;
  for (const field of form) {
    found.set(field, digits.slice(at, at + lengths[field]));
    at += lengths[field];
  }
  if (at !== digits.length) return undefined;
  const year = found.get('year');
  if (year !== undefined) found.set('year', `${Number(year) < 70 ? '20' : '19'}${year}`);
  const joined = (fields: readonly Field[], sign: string): string =>
    fields.flatMap((field) => found.get(field) ?? []).join(sign);
  const parts = [
    joined(['year4', 'year', 'month', 'day'], '-'),
    joined(['hour', 'minute', 'second'], ':'),
    found.get('zone') ?? '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
