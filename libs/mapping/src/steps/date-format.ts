import { compilePath, PathSyntaxError, type DocumentNode } from '#libs/message';
import type { Compilation } from '../compile/compilation.js';
import type { FieldReader } from '../compile/read-fields.js';
import { isPossible, type DateFields } from '../dates/date-fields.js';
import { compileDatePattern, type DatePattern } from '../dates/date-pattern.js';
import { edifactDateFormats } from '../dates/edifact-formats.js';
import { parseIsoDate, parseIsoTime } from '../dates/iso-date.js';
import type { YamlItem } from '../file/yaml-tree.js';
import type { Run } from '../run/run.js';
import { failed, type Value } from '../run/value.js';

export type DateType = 'date' | 'dateTime' | 'time';

/** Reads a value; undefined after its fault was reported. */
export type ReadDate = (value: Value, run: Run, at: DocumentNode) => DateFields | undefined;

type Form = Pick<DatePattern, 'parse' | 'text'>;
type FormOf = (run: Run, at: DocumentNode) => Form | undefined;

/** ISO 8601; a date and time needs its time, since midnight would be a guess. */
function isoForm(type: DateType): Form {
  const text = `ISO 8601 ${type}`;
  if (type === 'time') return { text, parse: (input) => parseIsoTime(input) ?? timeOf(parseIsoDate(input)) };
  if (type === 'date') return { text, parse: parseIsoDate };
  return { text, parse: (input) => timeOf(parseIsoDate(input)) };
}

function timeOf(fields: DateFields | undefined): DateFields | undefined {
  return fields?.hour === undefined ? undefined : fields;
}

/** `format`: a pattern, an EDIFACT 2379 code, a path or rule that gives such a code, or a list of these. */
export function compileDateFormat(type: DateType, fields: FieldReader, compilation: Compilation): ReadDate {
  const items = fields.list('format');
  const iso = isoForm(type);
  const forms: FormOf[] = items?.map((item) => compileForm(item, compilation)) ?? [() => iso];
  return (value, run, at) => {
    const text = value.text.trim();
    const tried: string[] = [];
    let impossible: string | undefined;
    for (const formOf of forms) {
      const form = formOf(run, at);
      if (form === undefined) continue;
      tried.push(form.text);
      const parsed = form.parse(text);
      if (parsed === undefined || !isRightKind(type, parsed)) continue;
      if (isPossible(parsed)) return parsed;
      impossible ??= form.text;
    }
    const expected = tried.join(', ') || type;
    if (impossible !== undefined) run.refuse('date-impossible', value, at, { expected: impossible });
    else run.refuse('value-not-convertible', value, at, { expected });
    return undefined;
  };
}

function compileForm(item: YamlItem, compilation: Compilation): FormOf {
  if (item.kind === 'scalar') {
    const form = formNamed(item.text);
    if (form !== undefined) return () => form;
    if (!isPath(item.text)) {
      const meant = item.text.replaceAll('Y', 'y').replaceAll('D', 'd');
      const near = formNamed(meant) === undefined ? undefined : meant;
      compilation.problems.add(
        item,
        `“${item.text}”既不是日期格式，也不是路径（含“/”）。${near === undefined ? '' : `是否想写“${near}”？`}`,
        `"${item.text}" is neither a date format (yyyy MM dd HH mm ss ...) nor a path with "/" in it.` +
          (near === undefined ? '' : ` Did you mean "${near}"?`),
      );
      return () => undefined;
    }
  }
  const code = compilation.value(item).one;
  return (run, at) => {
    const value = code(run, at);
    return value === undefined || value === failed ? undefined : formNamed(value.text);
  };
}

/** Patterns that came by path are compiled once; the cache is small because there are few formats. */
const compiled = new Map<string, DatePattern | undefined>();

function formNamed(text: string): DatePattern | undefined {
  if (compiled.has(text)) return compiled.get(text);
  const pattern = compileDatePattern(edifactDateFormats.get(text) ?? text);
  if (compiled.size < 1_000 && text.length < 100) compiled.set(text, pattern);
  return pattern;
}

/** A bare name would hide misspelt formats like `YYYYMMDD`: a path has a slash, and other letters than those of dates. */
function isPath(text: string): boolean {
  if (!/^[$/]|\//.test(text) || /^[yYmMdDhHsSXTZ\W]+$/.test(text)) return false;
  try {
    compilePath(text.replace(/^\$/, ''));
    return true;
  } catch (error) {
    if (error instanceof PathSyntaxError) return false;
    throw error;
  }
}

function isRightKind(type: DateType, fields: DateFields): boolean {
  if (type === 'time') return fields.hour !== undefined;
  return fields.year !== undefined && fields.month !== undefined && fields.day !== undefined;
}
