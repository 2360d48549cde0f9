import type { CommandDeclaration } from '../command.js';
import { withAccess } from '../access.js';

export const auditVerifyCommand: CommandDeclaration = {
  name: 'audit verify',
  summary: {
    zh: '核对整条审计链；断裂时退出码为 1。末条的哈希可另行保存，日后比对。',
    en: 'Follows the whole chain of the audit log; exit code 1 when it is broken. Note the last hash elsewhere to compare it later.',
  },
  arguments: [],
  options: [],
  examples: [{ command: 'audit verify', needs: 'database' }],
  async run(call) {
    const { terminal } = call;
    const report = await withAccess(call, ({ audit }) => audit.verify());
    if (report.isWhole) {
      const { entries, head } = report;
      await terminal.print(
        terminal.words({
          zh: `完整，共 ${entries} 条，末条 ${head}`,
          en: `whole: ${entries} entries, the last is ${head}`,
        }),
      );
      return 0;
    }
    const { brokenAt, reason } = report;
    const zh = `第 ${brokenAt} 条${reason === 'missing' ? '缺失' : '被改动'}`;
    await terminal.print(terminal.words({ zh, en: `entry ${brokenAt} is ${reason}` }));
    return 1;
  },
};
