import type { DocumentNode } from '#libs/message';
import type { YamlItem, YamlScalar } from '../file/yaml-tree.js';
import type { YamlPlace } from '../file/yaml-place.js';
import type { Run } from '../run/run.js';
import { failed, isBlank, type Value } from '../run/value.js';
import { compileSteps } from '../steps/compile-steps.js';
import { compileChosenSource, compileFirstSource } from './branch-source.js';
import { compileCombinedSource } from './combined-source.js';
import { noSource, type Evaluate, type Source, type ValueRule } from './compiled.js';
import type { Compilation } from './compilation.js';
import { combiningKeys, commonKeys, sourceKeys, stepKeys } from './keys.js';
import { compilePathSource } from './path-source.js';
import type { FieldReader } from './read-fields.js';
import { scalarValue } from './scalar-value.js';
import { expandRule } from './rule-fields.js';
import { compileTemplate } from './template-source.js';

const valueSources = ['from', 'value', 'choose', 'first', 'template', ...combiningKeys];
const valueKeys = [...valueSources, ...stepKeys, ...commonKeys];
const what = { zh: '取值规则的键', en: 'a key of a rule that gives one value' };

/** Compiles a rule that gives one value: a path, a list of paths, or a source with its steps. */
export function compileValueRule(item: YamlItem, compilation: Compilation): ValueRule {
  const fields = expandRule(item, compilation);
  if (fields === undefined) return noSource;
  const structural = ['map', 'each', 'list'].find((key) => fields.has(key));
  if (structural !== undefined) {
    compilation.problems.add(
      fields.item.fields.get(structural)!.key,
      `此处需要单个值，不能用“${structural}”。`,
      `Here one value is needed: "${structural}" cannot be used.`,
    );
    return noSource;
  }
  return compileValueFields(fields, compilation, 'the value');
}

/** @param target what `source-missing` calls the value that is missing */
export function compileValueFields(fields: FieldReader, compilation: Compilation, target: string): ValueRule {
  fields.allow(valueKeys, what);
  const source = compileSource(fields, compilation);
  const steps = compileSteps(fields, compilation);
  const whenItem = fields.get('when');
  const when = whenItem === undefined ? undefined : compilation.condition(whenItem);
  const held = whenItem === undefined ? undefined : compilation.branch(whenItem, 'when');
  const finish = compileFinish(fields, source, compilation, target);
  const keepEmpty = fields.flag('keepEmpty');
  const convert = (value: Value | undefined, run: Run, at: DocumentNode): Value | undefined => {
    let current = value;
    for (const step of steps) {
      if (current === undefined || current === failed) return current;
      if (isEmpty(current)) break;
      current = step(current, run, at);
    }
    return current === undefined || current === failed || keepEmpty || !isEmpty(current)
      ? current
      : undefined;
  };
  const one: Evaluate = (run, at) => {
    if (when !== undefined) {
      if (!when(run, at)) return undefined;
      run.take(held!);
    }
    return convert(source.one(run, at), run, at) ?? finish?.(run, at);
  };
  const all = (run: Run, at: DocumentNode): Value[] => {
    if (when !== undefined) {
      if (!when(run, at)) return [];
      run.take(held!);
    }
    const values = source
      .all(run, at)
      .map((value) => convert(value, run, at))
      .filter((value) => value !== undefined);
    if (values.length > 0 || finish === undefined) return values;
    return [finish(run, at)].filter((value) => value !== undefined);
  };
  return { one, all, placeOfMissing: source.placeOfMissing };
}

function isEmpty(value: Value): boolean {
  return value.type === 'null' ? value.node !== undefined : isBlank(value.text);
}

/** What happens when there is no value: the default, a report, or nothing. */
function compileFinish(
  fields: FieldReader,
  source: Source,
  compilation: Compilation,
  target: string,
): Evaluate | undefined {
  const scalar = fields.scalar('default');
  if (scalar !== undefined) {
    const value = scalarValue(scalar);
    const branch = compilation.branch(fields.field('default')!.key, 'default');
    return (run) => {
      run.take(branch);
      return value;
    };
  }
  if (!fields.flag('required')) return undefined;
  return (run, at) => {
    run.report('source-missing', source.placeOfMissing(run, at), { expected: target });
    return failed;
  };
}

function compileSource(fields: FieldReader, compilation: Compilation): Source {
  const present = valueSources.filter((key) => fields.has(key));
  if (present.length !== 1) {
    // a misspelt key is told already
    if (present.length > 0 || fields.knowsAll(valueKeys)) reportSources(fields.item, present, compilation);
    return noSource;
  }
  const key = present[0]!;
  const item = fields.get(key)!;
  switch (key) {
    case 'from':
      return item.kind === 'list' ? firstPath(item.items, compilation) : compilePathSource(item, compilation);
    case 'value':
      return constantSource(fields.scalar('value'));
    case 'choose':
      return compileChosenSource(item, compilation);
    case 'first':
      return compileFirstSource(item, compilation);
    case 'template':
      return compileTemplate(item, compilation);
    default:
      return compileCombinedSource(key, item, compilation);
  }
}

/** Says that a rule has no source, or which sources it has too many of. */
function reportSources(place: YamlPlace, present: readonly string[], { problems }: Compilation): void {
  if (present.length === 0) {
    const list = sourceKeys.join(', ');
    problems.add(
      place,
      `规则没有来源；应有其一：${list}。`,
      `The rule has no source; it needs one of: ${list}.`,
    );
    return;
  }
  const list = present.join(', ');
  problems.add(
    place,
    `规则有多个来源：${list}；只能有一个。`,
    `The rule has several sources: ${list}; only one is allowed.`,
  );
}

function constantSource(item: YamlScalar | undefined): Source {
  if (item === undefined) return noSource;
  const value = scalarValue(item);
  return { ...noSource, one: () => value, all: () => [value] };
}

function firstPath(items: readonly YamlItem[], compilation: Compilation): Source {
  const paths = items.map((item) => compilePathSource(item, compilation));
  const has = (value: Value | undefined): boolean => value !== undefined && !isEmpty(value);
  const one: Evaluate = (run, at) => {
    for (const path of paths) {
      const value = path.one(run, at);
      if (has(value)) return value;
    }
    return undefined;
  };
  return {
    one,
    all: (run, at) => paths.map((path) => path.all(run, at)).find((values) => values.length > 0) ?? [],
    placeOfMissing: (run, at) => (paths[0] ?? noSource).placeOfMissing(run, at),
  };
}
