import { collapseSpaces } from './collapse-spaces.js';
import { concat } from './concat.js';
import { containerCheckDigit } from './container-check-digit.js';
import { count } from './count.js';
import { digits } from './digits.js';
import { divide } from './divide.js';
import { fullWidth } from './full-width.js';
import { halfWidth } from './half-width.js';
import { join } from './join.js';
import { lower } from './lower.js';
import type { CombiningFunction, TextFunction } from './mapping-function.js';
import { max } from './max.js';
import { min } from './min.js';
import { multiply } from './multiply.js';
import { normaliseName } from './normalise-name.js';
import { padLeft } from './pad-left.js';
import { padRight } from './pad-right.js';
import { removeSpaces } from './remove-spaces.js';
import { replace } from './replace.js';
import { split } from './split.js';
import { stripLeading } from './strip-leading.js';
import { stripPrefix } from './strip-prefix.js';
import { stripSuffix } from './strip-suffix.js';
import { substring } from './substring.js';
import { subtract } from './subtract.js';
import { sum } from './sum.js';
import { trim } from './trim.js';
import { truncate } from './truncate.js';
import { upper } from './upper.js';
import { wrap } from './wrap.js';

function byName<F extends { readonly name: string }>(functions: readonly F[]): ReadonlyMap<string, F> {
  return new Map(functions.map((one) => [one.name, one]));
}

/** What may stand under `apply`. */
export const textFunctions: ReadonlyMap<string, TextFunction> = byName([
  trim,
  upper,
  lower,
  halfWidth,
  fullWidth,
  collapseSpaces,
  removeSpaces,
  digits,
  replace,
  substring,
  split,
  padLeft,
  padRight,
  stripPrefix,
  stripSuffix,
  stripLeading,
  truncate,
  wrap,
  normaliseName,
  containerCheckDigit,
]);

/** What may be the source of a rule, made of several values. */
export const combiningFunctions: ReadonlyMap<string, CombiningFunction> = byName([
  sum,
  subtract,
  multiply,
  divide,
  min,
  max,
  count,
  concat,
  join,
]);
