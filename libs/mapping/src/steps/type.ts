import type { Compilation } from '../compile/compilation.js';
import type { Step } from '../compile/compiled.js';
import { types } from '../compile/keys.js';
import type { FieldReader } from '../compile/read-fields.js';
import { decimalText, parseDecimal, plainText } from '../numbers/decimal.js';
import { writtenNumber } from '../numbers/written-number.js';
import { failed, withText, type Value } from '../run/value.js';
import { compileDate } from './date.js';

/** `as: integer` and the keys that say how the type is written. */
export function compileType(fields: FieldReader, compilation: Compilation): Step | undefined {
  const type = fields.word('as', types, { zh: '类型', en: 'a type' });
  const isDate = type === 'date' || type === 'dateTime' || type === 'time';
  refuseKeys(fields, compilation, isDate ? [] : ['format', 'zone', 'toZone'], 'as: date, dateTime, time');
  refuseKeys(fields, compilation, type === 'boolean' ? [] : ['yes', 'no'], 'as: boolean');
  if (isDate) return compileDate(type, fields, compilation);
  switch (type) {
    case 'text':
      return (value) => withText(value, value.text, 'string');
    case 'decimal':
      return converting('decimal', decimalText, 'number');
    case 'integer':
      return converting('integer', integerText, 'number');
    case 'boolean':
      return compileBoolean(fields);
    default:
      return undefined;
  }
}

function refuseKeys(
  fields: FieldReader,
  { problems }: Compilation,
  keys: readonly string[],
  owner: string,
): void {
  for (const key of keys) {
    const field = fields.field(key);
    if (field === undefined) continue;
    problems.add(field.key, `“${key}”只能与 ${owner} 一起使用。`, `"${key}" goes with ${owner}.`);
  }
}

function converting(
  expected: string,
  convert: (text: string) => string | undefined,
  type: Value['type'],
): Step {
  return (value, run, at) => {
    const text = convert(writtenNumber(value.text, run.document.format));
    if (text !== undefined) return withText(value, text, type);
    run.refuse('value-not-convertible', value, at, { expected });
    return failed;
  };
}

/** `12`, `+012` and `12.0` are the integer 12. */
function integerText(text: string): string | undefined {
  const number = parseDecimal(text);
  return number?.isInteger() === true ? plainText(number) : undefined;
}

function compileBoolean(fields: FieldReader): Step {
  const words = new Map<string, string>();
  const add = (key: 'yes' | 'no', usual: readonly string[], text: string): void => {
    const own = fields.list(key)?.map((item) => (item.kind === 'scalar' ? item.text : ''));
    for (const word of own ?? usual) words.set(word, text);
  };
  add('yes', ['true', '1'], 'true');
  add('no', ['false', '0'], 'false');
  return converting(`boolean (${[...words.keys()].join(', ')})`, (text) => words.get(text), 'boolean');
}
