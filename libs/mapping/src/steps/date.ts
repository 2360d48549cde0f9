import type { DocumentNode } from '#libs/message';
import type { Compilation } from '../compile/compilation.js';
import type { Step } from '../compile/compiled.js';
import type { FieldReader } from '../compile/read-fields.js';
import { fieldsAt, utcMilliseconds, type DateFields } from '../dates/date-fields.js';
import { compileDatePattern, type DatePattern } from '../dates/date-pattern.js';
import { edifactDateFormats } from '../dates/edifact-formats.js';
import type { TimeZone } from '../dates/time-zone.js';
import type { Run } from '../run/run.js';
import { failed, withText } from '../run/value.js';
import { compileDateFormat, type DateType } from './date-format.js';
import { compileZone } from './zone.js';

type ZoneOf = (run: Run, at: DocumentNode) => TimeZone | undefined;

const standard: Readonly<Record<DateType, DatePattern>> = {
  date: compileDatePattern('yyyy-MM-dd')!,
  time: compileDatePattern('HH:mm:ss')!,
  dateTime: compileDatePattern("yyyy-MM-dd'T'HH:mm:ssXXX")!,
};
const withMilliseconds = compileDatePattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX")!;

/** `as: date`, `dateTime` or `time`, with `format`, `zone`, `toZone` and `output`. */
export function compileDate(type: DateType, fields: FieldReader, compilation: Compilation): Step {
  const read = compileDateFormat(type, fields, compilation);
  const zone = compileZone(fields.get('zone'), compilation);
  const toZoneItem = fields.get('toZone');
  const output = compileDateOutput(type, fields, compilation);
  const toZone =
    toZoneItem !== undefined
      ? compileZone(toZoneItem, compilation)
      : output !== undefined && !output.has.offset
        ? zone
        : undefined;
  return (value, run, at) => {
    const parsed = read(value, run, at);
    if (parsed === undefined) return failed;
    const shown = type === 'time' ? parsed : showIn(parsed, type, zone, toZone, run, at);
    if (shown === undefined) {
      run.refuse('date-impossible', value, at, { expected: 'time zone' });
      return failed;
    }
    return withText(value, write(type, shown, output), 'string');
  };
}

/** The fields as they read in the target's zone; undefined where a clock never showed such a time. */
function showIn(
  fields: DateFields,
  type: DateType,
  zone: ZoneOf,
  toZone: ZoneOf | undefined,
  run: Run,
  at: DocumentNode,
): DateFields | undefined {
  const hasTime = fields.hour !== undefined;
  // a day alone belongs to no zone; one written with a time and an offset is the day in the zone asked for
  if (type === 'date' && (!hasTime || (fields.offset === undefined && toZone === undefined))) return fields;
  const local = utcMilliseconds(fields);
  const offset = fields.offset ?? zone(run, at)?.offsetOfLocal(local);
  if (offset === undefined) return undefined;
  const instant = local - offset * 60_000;
  const target = toZone ?? (type === 'date' ? zone : undefined);
  if (target === undefined) return fieldsAt(instant, offset);
  const targetZone = target(run, at);
  return targetZone === undefined ? undefined : fieldsAt(instant, targetZone.offsetAt(instant));
}

const zeros: Required<DateFields> = {
  year: 1970,
  month: 1,
  day: 1,
  hour: 0,
  minute: 0,
  second: 0,
  millisecond: 0,
  offset: 0,
};

function write(type: DateType, fields: DateFields, output: DatePattern | undefined): string {
  const complete = { ...zeros, ...fields };
  if (output !== undefined) return output.format(complete);
  if (type === 'dateTime' && complete.millisecond !== 0) return withMilliseconds.format(complete);
  return standard[type].format(complete);
}

function compileDateOutput(
  type: DateType,
  fields: FieldReader,
  { problems }: Compilation,
): DatePattern | undefined {
  const text = fields.text('output');
  if (text === undefined) return undefined;
  const pattern = compileDatePattern(edifactDateFormats.get(text) ?? text);
  if (pattern === undefined) {
    problems.add(
      fields.get('output'),
      `“${text}”不是日期格式；字母只能是 yyyy yy MM M dd d HH H mm m ss s SSS XXX XX，其余放在单引号内。`,
      `"${text}" is not a date format; its letters are yyyy yy MM M dd d HH H mm m ss s SSS XXX XX, others stand in quotes.`,
    );
  } else if (type === 'time' && pattern.has.date) {
    problems.add(
      fields.get('output'),
      '时间的 output 不能含日期。',
      'The "output" of a time has no date in it.',
    );
  }
  return pattern;
}
