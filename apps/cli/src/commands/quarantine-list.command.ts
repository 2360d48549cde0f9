import type { CommandDeclaration } from '../command.js';
import { answerWith } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { shown } from '../terminal.js';

interface KeptGroup {
  readonly reason: string;
  readonly sender: string | null;
  readonly claimedSender: string | null;
  readonly channel: string;
  readonly agreement: string | null;
  readonly count: number;
  readonly since: string;
}

export const quarantineListCommand: CommandDeclaration = {
  name: 'quarantine list',
  summary: {
    zh: '列出等待配置的报文：最早时间、数目、原因、发送方（自称者加 ?）、通道、协议。',
    en: 'Lists what waits for the configuration: since when, how many, why, whose (with ? when only claimed), channel, agreement.',
  },
  arguments: [],
  options: [...hubOptions, { name: 'json', summary: { zh: '每行一个 JSON', en: 'one JSON per line' } }],
  examples: [{ command: 'quarantine list', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const answer = await HubClient.of(call).get('/v1/quarantine');
    for (const group of answerWith<{ readonly groups: readonly KeptGroup[] }>(answer, 'groups').groups)
      await terminal.print(given.flag('json') ? JSON.stringify(group) : lineOf(group));
    return 0;
  },
};

function lineOf({ since, count, reason, sender, claimedSender, channel, agreement }: KeptGroup): string {
  const who = sender ?? (claimedSender === null ? '-' : `${claimedSender}?`);
  return shown([since, count, reason, who, channel, agreement ?? '-'].join('\t'));
}
