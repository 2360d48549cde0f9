import { identifiers, type IdentifierName } from '#libs/base-data';
import type { Compilation } from '../compile/compilation.js';
import type { Step } from '../compile/compiled.js';
import type { FieldReader } from '../compile/read-fields.js';
import { failed, withText } from '../run/value.js';

const names = Object.keys(identifiers) as IdentifierName[];

/** `identifier: container-number`: the normal form, once its form and check digit are right. */
export function compileIdentifier(fields: FieldReader, _compilation: Compilation): Step | undefined {
  const name = fields.word('identifier', names, { zh: '标识符种类', en: 'a kind of identifier' });
  if (name === undefined) return undefined;
  const declared = identifiers[name];
  return (value, run, at) => {
    const text = declared.normalise(value.text);
    const result = declared.check(text);
    if (result.ok) return text === value.text ? value : withText(value, text, 'string');
    if (result.reason === 'malformed') {
      run.refuse('identifier-malformed', value, at, { expected: name });
    } else {
      const args = { identifier: name };
      run.refuse('check-digit-wrong', value, at, { expected: result.expected, args });
    }
    return failed;
  };
}
