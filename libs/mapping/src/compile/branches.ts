import type { DocumentNode } from '#libs/message';
import type { YamlItem } from '../file/yaml-tree.js';
import type { BranchPlace } from '../run/places.js';
import type { Run } from '../run/run.js';
import type { Condition } from './compiled.js';
import type { Compilation } from './compilation.js';
import { asFields } from './read-fields.js';

export interface Branch<R> {
  readonly when: Condition | undefined;
  readonly rule: R;
  readonly place: BranchPlace;
}

/** The branches of `choose`; the one without condition, `otherwise`, comes last. */
export function compileBranches<R>(
  item: YamlItem,
  compilation: Compilation,
  compileRule: (item: YamlItem) => R,
): Branch<R>[] {
  const { problems } = compilation;
  if (item.kind !== 'list') {
    problems.add(item, 'choose 应为分支列表。', 'Under "choose" a list of branches is expected.');
    return [];
  }
  const branches: Branch<R>[] = [];
  for (const [index, one] of item.items.entries()) {
    const fields = asFields(one, problems, '分支（when 或 otherwise）', 'a branch (when or otherwise)');
    if (fields === undefined) continue;
    const place = compilation.branch(one, `choose, branch ${index + 1}`);
    const otherwise = fields.get('otherwise');
    const when = fields.get('when');
    if (otherwise !== undefined && fields.item.fields.size === 1 && index === item.items.length - 1) {
      branches.push({ when: undefined, rule: compileRule(otherwise), place });
    } else if (otherwise === undefined && when !== undefined) {
      const rest = new Map([...fields.item.fields].filter(([key]) => key !== 'when'));
      const condition = compilation.condition(when);
      branches.push({ when: condition, rule: compileRule({ ...fields.item, fields: rest }), place });
    } else {
      problems.add(
        one,
        '分支应为 { when: 条件, 规则 }，最后一个可为 { otherwise: 规则 }。',
        'A branch is { when: condition, and a rule }; only the last may be { otherwise: rule }.',
      );
    }
  }
  return branches;
}

/** The first branch whose condition holds. */
export function chooseBranch<R>(branches: readonly Branch<R>[], run: Run, at: DocumentNode): R | undefined {
  for (const branch of branches) {
    run.step(1);
    if (branch.when !== undefined && !branch.when(run, at)) continue;
    run.take(branch.place);
    return branch.rule;
  }
  return undefined;
}
