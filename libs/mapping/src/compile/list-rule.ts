import type { FieldReader } from './read-fields.js';
import type { TargetName, TargetRule } from './compiled.js';
import { noRule } from './compiled.js';
import type { Compilation } from './compilation.js';
import { compileItems, gathering } from './each-rule.js';
import { expandRule } from './rule-fields.js';
import { guarded } from './guarded.js';
import type { YamlItem } from '../file/yaml-tree.js';

const keys = ['list', 'note', 'when', 'required', 'keepEmpty'];

/** `list: [rule, ...]`: the results one after the other; a rule with `each` adds all of its items. */
export function compileList(fields: FieldReader, name: TargetName, compilation: Compilation): TargetRule {
  fields.allow(keys, { zh: '带 list 的规则的键', en: 'a key of a rule with "list"' });
  const list = fields.get('list')!;
  if (list.kind !== 'list') {
    compilation.problems.add(list, 'list 应为规则列表。', 'Under "list" a list of rules is expected.');
    return noRule;
  }
  const rules = list.items.map((item) => compileMember(item, name, compilation));
  return gathering(name, compilation, fields.flag('keepEmpty'), (run, at, into) => {
    for (const rule of rules) rule.write(run, at, into);
  });
}

/** The items of an inner `each` go into this list, not into one of their own. */
function compileMember(item: YamlItem, name: TargetName, compilation: Compilation): TargetRule {
  const fields = expandRule(item, compilation);
  if (fields === undefined) return noRule;
  return fields.has('each')
    ? guarded(fields, name, compilation, compileItems(fields, name, compilation))
    : compilation.target(item, name);
}
