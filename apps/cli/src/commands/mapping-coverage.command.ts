import { coverage } from '#libs/mapping';
import type { CommandDeclaration } from '../command.js';
import { runTestsOf } from '../mapping-tests.js';

export const mappingCoverageCommand: CommandDeclaration = {
  name: 'mapping coverage',
  summary: {
    zh: '列出映射文件中没有测试覆盖的目标字段与分支。',
    en: 'Lists target fields and branches of mapping files that no test covers.',
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
  examples: [{ command: 'mapping coverage sys-1/order-to-transport-order' }],
  async run({ given, terminal, workspace }) {
    let uncovered = 0;
    for (const report of runTestsOf(given.list('names'), workspace)) {
      if (report.mapping === undefined) continue;
      const { rules, branches, neverProduced, neverTaken } = coverage(report.mapping, report);
      uncovered += neverProduced.length + neverTaken.length;
      const fields = `${rules - neverProduced.length}/${rules}`;
      const ways = `${branches - neverTaken.length}/${branches}`;
      await terminal.print(
        terminal.words({
          zh: `${report.file}：目标字段 ${fields}，分支 ${ways}`,
          en: `${report.file}: ${fields} target fields, ${ways} branches`,
        }),
      );
      for (const { line, target } of neverProduced)
        await terminal.print(`  ${report.file}:${line} ${target}`);
      for (const { line, what } of neverTaken) await terminal.print(`  ${report.file}:${line} ${what}`);
    }
    return uncovered === 0 ? 0 : 1;
  },
};
