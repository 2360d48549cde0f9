import type { YamlScalar } from '../file/yaml-tree.js';
import { constantValue, type Value } from '../run/value.js';

/** A constant of the file as a value; a number keeps its digits. */
export function scalarValue(item: YamlScalar): Value {
  if (item.value === null) return constantValue('null', 'null');
  const type = typeof item.value as 'string' | 'number' | 'boolean';
  return constantValue(type === 'number' ? item.text : String(item.value), type);
}
