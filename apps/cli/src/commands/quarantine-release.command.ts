import type { CommandDeclaration } from '../command.js';
import { answerWith } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';

interface Release {
  readonly released: number;
  readonly left: number;
  readonly dryRun: boolean;
}

export const quarantineReleaseCommand: CommandDeclaration = {
  name: 'quarantine release',
  summary: {
    zh: '重新检查等待配置的全部报文，放行现有配置已能处理的；其余继续等待。记入审计日志。',
    en: 'Looks again at everything that waits for the configuration, and lets go all that it answers by now; the rest goes on waiting. It is kept in the audit log.',
  },
  arguments: [],
  options: [
    ...hubOptions,
    { name: 'dry-run', summary: { zh: '只计数，不放行', en: 'only counts, and lets nothing go' } },
  ],
  examples: [{ command: 'quarantine release --dry-run', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const order = given.flag('dry-run') ? { dryRun: true } : {};
    const answer = await HubClient.of(call).post('/v1/quarantine/release', order);
    const { released, left, dryRun } = answerWith<Release>(answer, 'released', 'left', 'dryRun');
    const done = {
      zh: `已放行 ${released} 条，余 ${left} 条。`,
      en: `${released} released, ${left} go on waiting.`,
    };
    const counted = {
      zh: `可放行 ${released} 条，余 ${left} 条。`,
      en: `${released} can go, ${left} would go on waiting.`,
    };
    await terminal.print(terminal.words(dryRun ? counted : done));
    return 0;
  },
};
