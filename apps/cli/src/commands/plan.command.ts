import { writeFileSync } from 'node:fs';
import type { CommandDeclaration } from '../command.js';
import { demandSound, planOf, printPlan } from '../configuration/change-plan.js';
import { hubOptions } from '../hub-client.js';

export const planCommand: CommandDeclaration = {
  name: 'plan',
  summary: {
    zh: '显示配置目录与运行配置的差异，逐协议逐字段；无差异时退出码为 0，有差异时为 1，文件有误时列出问题并为 2。有 DATABASE_URL 时比较本机目录，否则比较枢纽自身目录。',
    en: 'Shows what is different between the folder and what is running, agreement by agreement and field by field; exit code 0 when nothing is, 1 when something is, 2 when the files have mistakes, which are told. With DATABASE_URL the folder is the one here, without it that of the hub.',
  },
  arguments: [],
  options: [
    { name: 'json', summary: { zh: 'JSON', en: 'JSON' } },
    {
      name: 'out',
      value: 'file',
      summary: {
        zh: '将计划写入文件，供 apply --plan 使用',
        en: 'writes the plan to a file, for apply --plan',
      },
    },
    ...hubOptions,
  ],
  examples: [{ command: 'plan --out change.json', needs: 'hub' }],
  async run(call) {
    const plan = await planOf(call);
    if (plan.isDifferent) demandSound(call);
    const out = call.given.optional('out');
    if (out !== undefined) writeFileSync(out, `${JSON.stringify(plan, undefined, 2)}\n`);
    if (call.given.flag('json')) await call.terminal.print(JSON.stringify(plan));
    else await printPlan(call, plan);
    return plan.isDifferent ? 1 : 0;
  },
};
