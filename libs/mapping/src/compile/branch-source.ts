import type { YamlItem } from '../file/yaml-tree.js';
import { chooseBranch, compileBranches } from './branches.js';
import { noSource, type Evaluate, type Source } from './compiled.js';
import type { Compilation } from './compilation.js';

/** `choose` where every branch gives one value. */
export function compileChosenSource(item: YamlItem, compilation: Compilation): Source {
  const branches = compileBranches(item, compilation, (rule) => compilation.value(rule));
  return {
    one: (run, at) => chooseBranch(branches, run, at)?.one(run, at),
    all: (run, at) => chooseBranch(branches, run, at)?.all(run, at) ?? [],
    placeOfMissing: (run, at) => (branches[0]?.rule ?? noSource).placeOfMissing(run, at),
  };
}

/** `first` where every rule gives one value. */
export function compileFirstSource(item: YamlItem, compilation: Compilation): Source {
  if (item.kind !== 'list' || item.items.length === 0) {
    compilation.problems.add(item, 'first 应为规则列表。', 'Under "first" a list of rules is expected.');
    return noSource;
  }
  const rules = item.items.map((one, index) => ({
    rule: compilation.value(one),
    place: compilation.branch(one, `first, rule ${index + 1}`),
  }));
  const one: Evaluate = (run, at) => {
    for (const { rule, place } of rules) {
      const value = rule.one(run, at);
      if (value === undefined) continue;
      run.take(place);
      return value;
    }
    return undefined;
  };
  return {
    one,
    all: (run, at) => rules.map(({ rule }) => rule.all(run, at)).find((values) => values.length > 0) ?? [],
    placeOfMissing: rules[0]!.rule.placeOfMissing,
  };
}
