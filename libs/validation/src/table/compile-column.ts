import type { KeyPath } from '#libs/checked-yaml';
import type { IssueCode } from '#libs/message';
import type { PartCompiler } from '../configuration/part-compiler.js';
import { Exact, isDecimal } from '../exact-decimal.js';
import type { ColumnType, TableColumn } from './table-file.js';

export interface ColumnFault {
  readonly code: IssueCode;
  readonly expected: string;
}

export interface ColumnCheck {
  readonly name: string;
  readonly required: boolean;
  /** Everything that is wrong with a value that is there. */
  faults(text: string): ColumnFault[];
}

/** One thing that a value is held against. */
type Test = (text: string) => ColumnFault | undefined;

const defaultFormats = { date: 'yyyy-MM-dd', dateTime: 'yyyy-MM-dd HH:mm:ss', time: 'HH:mm:ss' } as const;

/** Compiles one column. A value of the wrong type is not measured any further. */
export function compileColumn(column: TableColumn, at: KeyPath, compiler: PartCompiler): ColumnCheck {
  const type = column.type ?? 'text';
  checkFit(column, type, at, compiler);
  const isTyped = typeTest(column, type, at, compiler);
  const tests = [
    ...lengthTests(column),
    ...patternTests(column, at, compiler),
    ...enumTests(column),
    ...rangeTests(column, type, at, compiler),
  ];
  return {
    name: column.name,
    required: column.required === true,
    faults: (text) => {
      const mistyped = isTyped(text);
      if (mistyped !== undefined) return [mistyped];
      return tests.flatMap((test) => test(text) ?? []);
    },
  };
}

/** Keys that say nothing about a column of this type are mistakes. */
function checkFit(column: TableColumn, type: ColumnType, at: KeyPath, compiler: PartCompiler): void {
  const fits: Readonly<Partial<Record<keyof TableColumn, readonly ColumnType[]>>> = {
    format: ['date', 'dateTime', 'time'],
    decimals: ['decimal'],
    min: ['integer', 'decimal', 'date', 'dateTime'],
    max: ['integer', 'decimal', 'date', 'dateTime'],
  };
  for (const [key, types] of Object.entries(fits) as [keyof TableColumn, ColumnType[]][]) {
    if (column[key] === undefined || types.includes(type)) continue;
    const list = types.join(', ');
    compiler.fail([...at, key], `“${key}”只用于类型 ${list}`, `"${key}" is for columns of type ${list}`);
  }
}

function typeTest(column: TableColumn, type: ColumnType, at: KeyPath, compiler: PartCompiler): Test {
  switch (type) {
    case 'text':
      return () => undefined;
    case 'integer':
      return (text) =>
        /^[+-]?\d{1,60}$/.test(text) ? undefined : { code: 'value-type', expected: 'integer' };
    case 'decimal':
      return (text) => (isDecimal(text) ? undefined : { code: 'value-type', expected: 'decimal' });
    default: {
      const format = compiler.dateFormat(column.format ?? defaultFormats[type], [...at, 'format']);
      return (text) => {
        const { kind } = format.read(text);
        if (kind === 'moment') return undefined;
        return { code: kind === 'impossible' ? 'date-impossible' : 'value-pattern', expected: format.text };
      };
    }
  }
}

function lengthTests({ minLength, maxLength }: TableColumn): Test[] {
  if (minLength === undefined && maxLength === undefined) return [];
  const [least, most] = [minLength ?? 0, maxLength ?? Infinity];
  const expected = [minLength === undefined ? '' : `≥ ${least}`, maxLength === undefined ? '' : `≤ ${most}`];
  const fault = {
    code: 'value-length',
    expected: expected.filter((part) => part !== '').join(', '),
  } as const;
  return [
    (text) => {
      const { length } = [...text];
      return length < least || length > most ? fault : undefined;
    },
  ];
}

function patternTests({ pattern }: TableColumn, at: KeyPath, compiler: PartCompiler): Test[] {
  if (pattern === undefined) return [];
  const matches = compiler.pattern(pattern, [...at, 'pattern']);
  return [(text) => (matches(text) ? undefined : { code: 'value-pattern', expected: pattern })];
}

function enumTests({ enum: values }: TableColumn): Test[] {
  if (values === undefined) return [];
  const allowed = new Set(values.map(String));
  const expected = [...allowed].slice(0, 30).join(', ');
  return [(text) => (allowed.has(text) ? undefined : { code: 'value-not-allowed', expected })];
}

function rangeTests(column: TableColumn, type: ColumnType, at: KeyPath, compiler: PartCompiler): Test[] {
  const tests: Test[] = [];
  const { decimals } = column;
  if (decimals !== undefined) {
    const fault = { code: 'value-length', expected: `≤ ${decimals} (decimals)` } as const;
    tests.push((text) => ((text.split('.')[1]?.length ?? 0) > decimals ? fault : undefined));
  }
  const order = orderOf(column, type, at, compiler);
  for (const [key, sign, isWrong] of [
    ['min', '≥', (value: Ordered, limit: Ordered) => value.lt(limit)],
    ['max', '≤', (value: Ordered, limit: Ordered) => value.gt(limit)],
  ] as const) {
    const given = column[key];
    if (given === undefined) continue;
    const limit = order(String(given));
    if (limit === undefined) {
      compiler.fail(
        [...at, key],
        `“${given}”不是 ${type} 类型的值`,
        `"${given}" is no value of type ${type}`,
      );
      continue;
    }
    const fault = { code: 'value-range', expected: `${sign} ${given}` } as const;
    tests.push((text) => (isWrong(order(text)!, limit) ? fault : undefined));
  }
  return tests;
}

type Ordered = InstanceType<typeof Exact>;

/** A value as something to compare; only asked about values that have passed the test of their type. */
function orderOf(
  column: TableColumn,
  type: ColumnType,
  at: KeyPath,
  compiler: PartCompiler,
): (text: string) => Ordered | undefined {
  if (type !== 'date' && type !== 'dateTime')
    return (text) => (isDecimal(text) ? new Exact(text) : undefined);
  const format = compiler.dateFormat(column.format ?? defaultFormats[type], [...at, 'format']);
  return (text) => {
    const reading = format.read(text);
    return reading.kind === 'moment' ? new Exact(reading.epochMs) : undefined;
  };
}
