import type { Compilation } from './compilation.js';
import type { TargetName, TargetRule } from './compiled.js';
import type { FieldReader } from './read-fields.js';

/** `when` and `required` of rules that give structures; those of values are part of the value rule. */
export function guarded(
  fields: FieldReader,
  name: TargetName,
  compilation: Compilation,
  rule: TargetRule,
): TargetRule {
  const whenItem = fields.get('when');
  const when = whenItem === undefined ? undefined : compilation.condition(whenItem);
  const held = whenItem === undefined ? undefined : compilation.branch(whenItem, 'when');
  const required = fields.flag('required');
  if (when === undefined && !required) return rule;
  return {
    write(run, at, into) {
      if (when !== undefined) {
        if (!when(run, at)) return 'missing';
        run.take(held!);
      }
      const outcome = rule.write(run, at, into);
      if (outcome !== 'missing' || !required) return outcome;
      run.report('source-missing', run.place(at), { expected: name.path });
      return 'failed';
    },
  };
}
