import { compileSafePattern } from '#libs/checked-yaml';
import type { DocumentNode } from '#libs/message';
import { instantOf } from '../dates/instant.js';
import type { YamlItem } from '../file/yaml-tree.js';
import { parseDecimal } from '../numbers/decimal.js';
import type { Run } from '../run/run.js';
import { failed, type Value } from '../run/value.js';
import type { Evaluate } from './compiled.js';
import type { Compilation } from './compilation.js';
import { scalarValue } from './scalar-value.js';

type Comparison = (value: Value, run: Run, at: DocumentNode) => boolean;

/** The right side of a condition: `equals: '10'`, `in: [A, B]`, `matches: '...'`, `above: 5`. */
export function compileComparison(
  test: string,
  item: YamlItem,
  compilation: Compilation,
): Comparison | undefined {
  if (test === 'matches') return compileMatches(item, compilation);
  if (test === 'in') return compileIn(item, compilation);
  const right = operand(item, compilation);
  if (test === 'equals') return (value, run, at) => right(run, at)?.text === value.text;
  const holds = orders[test]!;
  return (value, run, at) => {
    const other = right(run, at);
    if (other === undefined || other === failed) return false;
    const order = compareValues(value.text, other.text);
    return order !== undefined && holds(order);
  };
}

const orders: Readonly<Record<string, (order: number) => boolean>> = {
  above: (order) => order > 0,
  atLeast: (order) => order >= 0,
  below: (order) => order < 0,
  atMost: (order) => order <= 0,
};

/** A constant, or a rule whose value is compared with. */
function operand(item: YamlItem, compilation: Compilation): Evaluate {
  if (item.kind === 'scalar') {
    const value = scalarValue(item);
    return () => value;
  }
  return compilation.value(item).one;
}

function compileIn(item: YamlItem, { problems }: Compilation): Comparison | undefined {
  if (item.kind !== 'list' || item.items.some((one) => one.kind !== 'scalar')) {
    problems.add(item, 'in 应为值的列表。', 'Under "in" a list of values is expected.');
    return undefined;
  }
  const texts = new Set(item.items.map((one) => (one.kind === 'scalar' ? one.text : '')));
  return (value) => texts.has(value.text);
}

function compileMatches(item: YamlItem, { problems }: Compilation): Comparison | undefined {
  const compiled = compileSafePattern(item.kind === 'scalar' ? item.text : '');
  if (compiled.matches === undefined) {
    const { zh, en } = compiled.problem;
    problems.add(item, `模式不可用：${zh}`, `The pattern cannot be used: ${en}`);
    return undefined;
  }
  const { matches } = compiled;
  return (value) => matches(value.text);
}

/** By number, else by date or instant; undefined when the two cannot be compared. */
function compareValues(left: string, right: string): number | undefined {
  const leftNumber = parseDecimal(left);
  const rightNumber = parseDecimal(right);
  if (leftNumber !== undefined && rightNumber !== undefined) return leftNumber.comparedTo(rightNumber);
  const leftInstant = instantOf(left);
  const rightInstant = instantOf(right);
  if (leftInstant === undefined || rightInstant === undefined) return undefined;
  return leftInstant - rightInstant;
}
