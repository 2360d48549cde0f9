import type { Compilation } from '../compile/compilation.js';
import type { Step } from '../compile/compiled.js';
import type { FieldReader } from '../compile/read-fields.js';
import { scalarValue } from '../compile/scalar-value.js';
import { failed, withText } from '../run/value.js';
import { readOnUnknown } from './unknown-word.js';

/** `table: { A: x, B: y }` */
export function compileTable(fields: FieldReader, { problems }: Compilation): Step | undefined {
  const item = fields.get('table');
  if (item === undefined) {
    const field = fields.field('onUnknown');
    if (field !== undefined) {
      problems.add(
        field.key,
        'onUnknown 与 table 并列，或写在 code 之内。',
        '"onUnknown" stands beside "table", or inside "code".',
      );
    }
    return undefined;
  }
  const table = new Map([...fields.texts('table')].map(([word, scalar]) => [word, scalarValue(scalar)]));
  const onUnknown = readOnUnknown(fields);
  const expected = [...table.keys()].slice(0, 20).join(', ');
  return (value, run, at) => {
    const found = table.get(value.text);
    if (found !== undefined) return withText(value, found.text, found.type);
    if (onUnknown !== undefined) return onUnknown(value);
    run.refuse('value-not-allowed', value, at, { expected });
    return failed;
  };
}
