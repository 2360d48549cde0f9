import type { YamlFields, YamlItem } from '../file/yaml-tree.js';
import { chooseBranch, compileBranches } from './branches.js';
import { noRule, type TargetName, type TargetRule } from './compiled.js';
import type { Compilation } from './compilation.js';
import type { FieldReader } from './read-fields.js';

/** Whether a rule can give an object or a list: then its `choose` or `first` takes no steps. */
export function isStructural(item: YamlItem, compilation: Compilation, seen = new Set<string>()): boolean {
  if (item.kind === 'scalar') return false;
  if (item.kind === 'list') return item.items.some((one) => isStructural(one, compilation, seen));
  const { fields } = item;
  if (fields.has('map') || fields.has('each') || fields.has('list')) return true;
  const inner = ['choose', 'first', 'otherwise'].flatMap((key) => fields.get(key)?.value ?? []);
  return inner.some((one) => isStructural(one, compilation, seen)) || usesStructure(item, compilation, seen);
}

/** @param seen the fragments already looked at; they may use each other */
function usesStructure({ fields }: YamlFields, compilation: Compilation, seen: Set<string>): boolean {
  const use = fields.get('use')?.value;
  const names = use === undefined ? [] : use.kind === 'list' ? use.items : [use];
  return names.some((name) => {
    const text = name.kind === 'scalar' ? name.text : '';
    const fragment = compilation.settings.fragments.get(text);
    if (fragment === undefined || seen.has(text)) return false;
    seen.add(text);
    return isStructural(fragment.value, compilation, seen);
  });
}

const keys = ['note', 'when', 'required'];

export function compileChoice(fields: FieldReader, name: TargetName, compilation: Compilation): TargetRule {
  fields.allow(['choose', ...keys], {
    zh: '给出结构的 choose 的键',
    en: 'a key beside a "choose" of structures',
  });
  const branches = compileBranches(fields.get('choose')!, compilation, (rule) =>
    compilation.target(rule, name),
  );
  return { write: (run, at, into) => chooseBranch(branches, run, at)?.write(run, at, into) ?? 'missing' };
}

export function compileFirst(fields: FieldReader, name: TargetName, compilation: Compilation): TargetRule {
  fields.allow(['first', ...keys], {
    zh: '给出结构的 first 的键',
    en: 'a key beside a "first" of structures',
  });
  const list = fields.get('first')!;
  if (list.kind !== 'list') {
    compilation.problems.add(list, 'first 应为规则列表。', 'Under "first" a list of rules is expected.');
    return noRule;
  }
  const rules = list.items.map((item, index) => ({
    rule: compilation.target(item, name),
    place: compilation.branch(item, `first, rule ${index + 1}`),
  }));
  return {
    write(run, at, into) {
      for (const { rule, place } of rules) {
        const outcome = rule.write(run, at, into);
        if (outcome === 'missing') continue;
        run.take(place);
        return outcome;
      }
      return 'missing';
    },
  };
}
