import { scenariosFor } from '#libs/conformance';
import type { CommandDeclaration } from '../command.js';
import { agreementNamed, soundConfiguration } from '../conformance/agreement-option.js';

export const conformanceListCommand: CommandDeclaration = {
  name: 'conformance list',
  summary: {
    zh: '列出符合性场景及其步骤；可只列出某协议适用的。',
    en: 'Lists the conformance scenarios with their steps, or those for one agreement.',
  },
  arguments: [],
  options: [
    {
      name: 'agreement',
      value: 'name',
      summary: { zh: '协议，如 sys-1.order.1', en: 'an agreement, such as sys-1.order.1' },
    },
    { name: 'json', summary: { zh: '每行一个 JSON', en: 'one JSON per line' } },
  ],
  examples: [
    { command: 'conformance list' },
    { command: 'conformance list --agreement forwarder-edi.iftmin-d00b.1' },
  ],
  async run({ given, terminal, workspace }) {
    const configuration = soundConfiguration(workspace);
    const name = given.optional('agreement');
    const { scenarios: all } = configuration;
    const scenarios = name === undefined ? all : scenariosFor(all, agreementNamed(configuration, name));
    for (const scenario of scenarios) {
      if (given.flag('json')) await terminal.print(JSON.stringify(scenario));
      else {
        await terminal.print(`${scenario.id}  ${terminal.words(scenario.title)}`);
        for (const { id, do: toDo } of scenario.steps)
          await terminal.print(`  ${id.padEnd(20)}  ${terminal.words(toDo)}`);
      }
    }
    return 0;
  },
};
