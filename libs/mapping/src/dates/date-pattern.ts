import type { DateFields } from './date-fields.js';

type NumberField = Exclude<keyof DateFields, 'offset'>;
type Part =
  | {
      readonly kind: 'number';
      readonly field: NumberField;
      readonly least: number;
      readonly most: number;
      readonly century: boolean;
    }
  | { readonly kind: 'offset'; readonly colon: boolean }
  | { readonly kind: 'literal'; readonly text: string };

/** A way to write a date or time, both for reading and for writing. */
export interface DatePattern {
  readonly text: string;
  readonly has: { readonly date: boolean; readonly time: boolean; readonly offset: boolean };
  /** Undefined when the text does not have this form; whether such a date exists is another question. */
  parse(text: string): DateFields | undefined;
  format(fields: Required<DateFields>): string;
}

const letters: Readonly<Record<string, Part>> = {
  yyyy: number('year', 4, 4),
  yy: number('year', 2, 2, true),
  MM: number('month', 2, 2),
  M: number('month', 1, 2),
  dd: number('day', 2, 2),
  d: number('day', 1, 2),
  HH: number('hour', 2, 2),
  H: number('hour', 1, 2),
  mm: number('minute', 2, 2),
  m: number('minute', 1, 2),
  ss: number('second', 2, 2),
  s: number('second', 1, 2),
  SSS: number('millisecond', 3, 3),
  XXX: { kind: 'offset', colon: true },
  XX: { kind: 'offset', colon: false },
};

function number(field: NumberField, least: number, most: number, century = false): Part {
  return { kind: 'number', field, least, most, century };
}

/** Names of zones other than that of UTC mean different things to different people. */
const offsetForm = /^(?:Z|UTC|GMT|([+-])(\d{2})(?::?(\d{2}))?)/;

/** Undefined when the text has letters that are not of the pattern language, or nothing of it at all. */
export function compileDatePattern(text: string): DatePattern | undefined {
  const parts: Part[] = [];
  for (const [piece, quoted] of text.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/g)) {
    if (quoted !== undefined)
      parts.push({ kind: 'literal', text: quoted === '' ? "'" : quoted.replaceAll("''", "'") });
    else if (Object.hasOwn(letters, piece)) parts.push(letters[piece]!);
    else if (/[A-Za-z']/.test(piece)) return undefined;
    else parts.push({ kind: 'literal', text: piece });
  }
  const fields = new Set(parts.map((part) => (part.kind === 'number' ? part.field : part.kind)));
  const date = fields.has('year') || fields.has('month') || fields.has('day');
  const time = fields.has('hour') || fields.has('minute');
  if (!date && !time) return undefined;
  return {
    text,
    has: { date, time, offset: fields.has('offset') },
    parse: (input) => parse(parts, input),
    format: (values) => parts.map((part) => format(part, values)).join(''),
  };
}

function parse(parts: readonly Part[], input: string): DateFields | undefined {
  const fields: DateFields = {};
  let at = 0;
  for (const part of parts) {
    if (part.kind === 'literal') {
      if (!input.startsWith(part.text, at)) return undefined;
      at += part.text.length;
    } else if (part.kind === 'offset') {
      const found = offsetForm.exec(input.slice(at, at + 6));
      if (found === null) return undefined;
      fields.offset = (found[1] === '-' ? -1 : 1) * (Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0));
      at += found[0].length;
    } else {
      let value = 0;
      let digits = 0;
      for (let code = input.charCodeAt(at) - 48; code >= 0 && code <= 9 && digits < part.most; digits++) {
        value = value * 10 + code;
        code = input.charCodeAt(++at) - 48;
      }
      if (digits < part.least) return undefined;
      // two digits: 1970 to 2069
      fields[part.field] = part.century ? value + (value < 70 ? 2000 : 1900) : value;
    }
  }
  return at === input.length ? fields : undefined;
}

function format(part: Part, fields: Required<DateFields>): string {
  if (part.kind === 'literal') return part.text;
  if (part.kind === 'offset') return offsetText(fields.offset, part.colon);
  const value = part.century ? fields.year % 100 : fields[part.field];
  return String(value).padStart(part.least, '0');
}

/** `+08:00`, `Z` */
function offsetText(offset: number, colon = true): string {
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset);
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${hours}${colon ? ':' : ''}${String(minutes % 60).padStart(2, '0')}`;
}
