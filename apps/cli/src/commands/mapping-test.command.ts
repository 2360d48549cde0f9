import type { CommandDeclaration } from '../command.js';
import { runTestsOf } from '../mapping-tests.js';
import { shown } from '../terminal.js';

export const mappingTestCommand: CommandDeclaration = {
  name: 'mapping test',
  summary: {
    zh: '运行映射文件内的测试（默认全部）。',
    en: 'Runs the tests inside mapping files, by default of all.',
  },
  arguments: [
    {
      name: 'names',
      isOptional: true,
      isList: true,
      summary: { zh: '映射名或 .yaml 文件', en: 'mapping names or .yaml files' },
    },
  ],
  options: [],
  examples: [{ command: 'mapping test sys-1/order-to-transport-order' }],
  async run({ given, terminal, workspace }) {
    let failed = 0;
    for (const { file, results } of runTestsOf(given.list('names'), workspace)) {
      const failures = results.filter((result) => !result.passed);
      failed += failures.length;
      const passed = results.length - failures.length;
      await terminal.print(
        terminal.words({
          zh: `${file}：通过 ${passed}，失败 ${failures.length}`,
          en: `${file}: ${passed} passed, ${failures.length} failed`,
        }),
      );
      for (const failure of failures) {
        await terminal.print(`  ${file}:${failure.line} ${shown(failure.name)}`);
        for (const difference of failure.failures) await terminal.print(`    ${shown(difference)}`);
      }
    }
    return failed === 0 ? 0 : 1;
  },
};
