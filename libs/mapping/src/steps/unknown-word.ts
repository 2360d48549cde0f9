import type { FieldReader } from '../compile/read-fields.js';
import type { Value } from '../run/value.js';
import { constantValue, withText } from '../run/value.js';

/** What to do with a word that a table or code list does not have. */
export type OnUnknown = (value: Value) => Value | undefined;

/** `undefined` for `error`, which is the default. `default` leaves the value out, so that the rule's default follows. */
export function readOnUnknown(fields: FieldReader): OnUnknown | undefined {
  const item = fields.scalar('onUnknown');
  if (item === undefined || item.text === 'error') return undefined;
  if (item.text === 'keep') return (value) => value;
  if (item.text === 'omit' || item.text === 'default') return () => undefined;
  const type =
    typeof item.value === 'number' || typeof item.value === 'boolean' ? typeof item.value : 'string';
  const constant = constantValue(item.text, type as 'string' | 'number' | 'boolean');
  return (value) => withText(value, constant.text, constant.type);
}
