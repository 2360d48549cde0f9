import type { Compilation } from '../compile/compilation.js';
import type { Evaluate, Step } from '../compile/compiled.js';
import type { FieldReader } from '../compile/read-fields.js';
import { asFields } from '../compile/read-fields.js';
import { parseDecimal, plainText, type Decimal } from '../numbers/decimal.js';
import { writtenNumber } from '../numbers/written-number.js';
import { roundingModes, roundTo } from '../numbers/rounding.js';
import { convertUnit, isUnit, unitCodes } from '../numbers/units.js';
import { constantValue, failed, withText } from '../run/value.js';
import type { Run } from '../run/run.js';
import type { DocumentNode } from '#libs/message';
import type { Value } from '../run/value.js';

type Amount = { readonly number: Decimal } | 'failed';
type NumberStep = (number: Decimal, value: Value, run: Run, at: DocumentNode) => Amount;

/** `unit` and `to`, `round`, and `output` of decimals. */
export function compileNumber(fields: FieldReader, compilation: Compilation): Step | undefined {
  const convert = compileUnit(fields, compilation);
  const round = compileRound(fields, compilation);
  const output = compileOutput(fields, compilation);
  if (convert === undefined && round === undefined && output === undefined) return undefined;
  return (value, run, at) => {
    const number = parseDecimal(writtenNumber(value.text, run.document.format));
    if (number === undefined) {
      run.refuse('value-not-convertible', value, at, { expected: 'decimal' });
      return failed;
    }
    const amount = convert === undefined ? { number } : convert(number, value, run, at);
    if (amount === 'failed') return failed;
    const rounded = round === undefined ? amount.number : round(amount.number);
    if (output === undefined) return withText(value, plainText(rounded), 'number');
    const text = output(rounded);
    if (text !== undefined) return withText(value, text, 'string');
    run.refuse('value-not-convertible', value, at, { expected: fields.text('output') });
    return failed;
  };
}

function compileUnit(fields: FieldReader, compilation: Compilation): NumberStep | undefined {
  const { problems } = compilation;
  const unitItem = fields.get('unit');
  const toItem = fields.get('to');
  if (unitItem === undefined && toItem === undefined) return undefined;
  if (unitItem === undefined || toItem === undefined) {
    problems.add(fields.item, 'unit 与 to 须一起使用。', '"unit" and "to" go together.');
    return undefined;
  }
  const to = fields.word('to', unitCodes, { zh: '计量单位代码（Rec 20）', en: 'a unit code (Rec 20)' });
  if (to === undefined) return undefined;
  const unit = compileUnitSource(fields, compilation, to);
  return (number, value, run, at) => {
    const from = unit(run, at);
    if (from === failed) return 'failed';
    if (from === undefined) {
      run.report('source-missing', run.place(value.node ?? at), { expected: 'unit' });
      return 'failed';
    }
    if (!isUnit(from.text)) {
      run.refuse('code-not-listed', from, at, { expected: 'units', args: { list: 'units' } });
      return 'failed';
    }
    const converted = convertUnit(number, from.text, to);
    if (converted !== undefined) return { number: converted };
    run.refuse('value-not-convertible', from, at, { expected: to });
    return 'failed';
  };
}

/** A text that is a unit code is that unit; anything else is a path or a rule that gives one. */
function compileUnitSource(fields: FieldReader, compilation: Compilation, to: string): Evaluate {
  const item = fields.get('unit')!;
  if (item.kind !== 'scalar' || !isUnit(item.text)) return compilation.value(item).one;
  if (convertUnit(parseDecimal('1')!, item.text, to) === undefined) {
    compilation.problems.add(
      item,
      `${item.text} 与 ${to} 不是同一种量。`,
      `${item.text} and ${to} do not measure the same thing.`,
    );
  }
  const constant = constantValue(item.text, 'string');
  return () => constant;
}

const mostPlaces = 30;

function compileRound(
  fields: FieldReader,
  compilation: Compilation,
): ((number: Decimal) => Decimal) | undefined {
  const item = fields.get('round');
  const { problems } = compilation;
  if (item === undefined) {
    const divide = fields.field('divide');
    if (divide !== undefined) {
      problems.add(
        divide.key,
        'divide 须写明 round：商可能除不尽。',
        '"divide" wants a "round": a quotient may not end.',
      );
    }
    return undefined;
  }
  const asObject =
    item.kind === 'scalar' ? undefined : asFields(item, problems, '小数位数', 'a number of places');
  asObject?.allow(['places', 'mode'], { zh: 'round 的键', en: 'a key of "round"' });
  const places = asObject === undefined ? item : asObject.get('places');
  const mode = asObject?.word('mode', roundingModes, { zh: '舍入方式', en: 'a rounding mode' });
  const value = places?.kind === 'scalar' ? places.value : undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > mostPlaces) {
    problems.add(
      places ?? item,
      `round 应为 0 至 ${mostPlaces} 的小数位数。`,
      `"round" must be a number of places from 0 to ${mostPlaces}.`,
    );
    return undefined;
  }
  return (number) => roundTo(number, value, mode);
}

/** `output: '0.000'`: so many places, so many digits before the point at least; undefined when digits would be lost. */
function compileOutput(
  fields: FieldReader,
  { problems }: Compilation,
): ((number: Decimal) => string | undefined) | undefined {
  const type = fields.has('as') ? fields.text('as') : undefined;
  if (!fields.has('output') || type === 'date' || type === 'dateTime' || type === 'time') return undefined;
  const text = fields.text('output') ?? '';
  const found = /^(0{1,30})(?:\.(0{1,30}))?$/.exec(text);
  if (found === null) {
    problems.add(
      fields.get('output'),
      `数字的 output 应如 '0.000'；日期的 output 须有 as: date、dateTime 或 time。`,
      `The "output" of a number looks like '0.000'; that of a date wants as: date, dateTime or time.`,
    );
    return undefined;
  }
  const digits = found[1]!.length;
  const places = found[2]?.length ?? 0;
  return (number) => {
    if (number.decimalPlaces() > places) return undefined;
    const [whole = '', fraction] = number.abs().toFixed(places).split('.');
    const padded = whole.padStart(digits, '0');
    return `${number.isNegative() && !number.isZero() ? '-' : ''}${padded}${fraction === undefined ? '' : `.${fraction}`}`;
  };
}
