import type { YamlFields, YamlItem } from '../file/yaml-tree.js';
import { isBlank, failed, type Value } from '../run/value.js';
import { isPresent } from '../run/value.js';
import { compileComparison } from './comparison.js';
import type { Condition } from './compiled.js';
import type { Compilation } from './compilation.js';
import { comparisons, conditionKeys } from './keys.js';
import { compilePathSource } from './path-source.js';
import { asFields, FieldReader } from './read-fields.js';
import { compileValueFields } from './value-rule.js';

const never: Condition = () => false;
const what = { zh: '条件的键', en: 'a key of a condition' };

/** Compiles what stands under `when` and `where`. */
export function compileCondition(item: YamlItem, compilation: Compilation): Condition {
  const { problems } = compilation;
  if (!compilation.admitRule(item)) return never;
  if (item.kind === 'scalar' && typeof item.value === 'string') return exists(item, compilation);
  const fields = asFields(item, problems, '条件（路径或对象）', 'a condition (a path or an object)');
  if (fields === undefined) return never;
  fields.allow(conditionKeys, what);
  const tests = ['exists', 'absent', 'all', 'any', 'not', ...comparisons].filter((key) => fields.has(key));
  if (tests.length !== 1) {
    // a misspelt key is told already
    if (tests.length === 0 && !fields.knowsAll(conditionKeys)) return never;
    const list = tests.length === 0 ? ['exists', 'absent', 'all', 'any', 'not', ...comparisons] : tests;
    problems.add(
      item,
      tests.length === 0
        ? `条件缺少判断；应有其一：${list.join(', ')}。`
        : `条件有多个判断：${list.join(', ')}；请用 all。`,
      tests.length === 0
        ? `The condition tests nothing; it needs one of: ${list.join(', ')}.`
        : `The condition has several tests: ${list.join(', ')}; put them under "all".`,
    );
    return never;
  }
  return compileTest(tests[0]!, fields, compilation);
}

function compileTest(test: string, fields: FieldReader, compilation: Compilation): Condition {
  const item = fields.get(test)!;
  switch (test) {
    case 'exists':
      return exists(item, compilation);
    case 'absent': {
      const present = exists(item, compilation);
      return (run, at) => !present(run, at);
    }
    case 'not': {
      const inner = compileCondition(item, compilation);
      return (run, at) => !inner(run, at);
    }
    case 'all':
    case 'any': {
      const parts = (fields.list(test) ?? []).map((one) => compileCondition(one, compilation));
      return test === 'all'
        ? (run, at) => parts.every((part) => part(run, at))
        : (run, at) => parts.some((part) => part(run, at));
    }
    default:
      return compare(test, fields, compilation);
  }
}

function exists(item: YamlItem, compilation: Compilation): Condition {
  const paths = (item.kind === 'list' ? item.items : [item]).map((one) =>
    compilePathSource(one, compilation),
  );
  return (run, at) =>
    paths.some(({ nodes, one }) => {
      if (nodes !== undefined) return nodes(run, at).some(isPresent);
      const value = one(run, at);
      return value !== undefined && !isBlank(value.text);
    });
}

/** The other keys are a rule; one of its values that passes is enough. */
function compare(test: string, fields: FieldReader, compilation: Compilation): Condition {
  const rest = new Map([...fields.item.fields].filter(([key]) => key !== test));
  const rule: YamlFields = { ...fields.item, fields: rest };
  const left = compileValueFields(new FieldReader(rule, compilation.problems), compilation, 'the value');
  const passes = compileComparison(test, fields.get(test)!, compilation);
  if (passes === undefined) return never;
  return (run, at) => left.all(run, at).some((value: Value) => value !== failed && passes(value, run, at));
}
