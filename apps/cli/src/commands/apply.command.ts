import type { CommandDeclaration } from '../command.js';
import { change, changeOptions, otherVersion, overrideOption } from '../configuration/change.js';
import { planOf, printPlan, readPlan } from '../configuration/change-plan.js';
import { hubOptions } from '../hub-client.js';
import { UsageMistake } from '../mistake.js';

export const applyCommand: CommandDeclaration = {
  name: 'apply',
  summary: {
    zh: '显示差异并整体启用配置；计划之后若运行版本或文件已变则拒绝。有误则全部拒绝，原配置继续有效。',
    en: 'Shows the differences and activates the configuration as a whole; refuses when the running version or the files are not those of the plan any more. With a mistake nothing changes.',
  },
  arguments: [],
  options: [
    {
      name: 'plan',
      value: 'file',
      summary: { zh: 'plan --out 写出的计划', en: 'the plan that plan --out has written' },
    },
    ...changeOptions,
    overrideOption,
    ...hubOptions,
  ],
  examples: [{ command: 'apply --plan change.json --note "new partner"', needs: 'hub' }],
  async run(call) {
    const file = call.given.optional('plan');
    const plan = file === undefined ? undefined : readPlan(file);
    const now = await planOf(call);
    if (plan !== undefined && plan.running !== now.running) throw otherVersion(now.running);
    if (plan !== undefined && plan.version !== now.version)
      throw new UsageMistake({
        zh: '文件与计划时不同，请重新 plan。',
        en: 'The files are not those of the plan any more. Plan again.',
      });
    await printPlan(call, now);
    return change(call, { kind: 'folder' }, call.given.count('replacing') ?? now.running ?? undefined);
  },
};
