import type { CommandDeclaration } from '../command.js';
import { answerWith } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { shown } from '../terminal.js';
import { subscriptionArgument, subscriptionPath } from '../webhooks-view.js';

interface KnockView {
  readonly eventId: string;
  readonly outcome: string;
  readonly status: number | null;
  readonly detail: string | null;
  readonly latencyMs: number;
}

export const webhooksTestCommand: CommandDeclaration = {
  name: 'webhooks test',
  summary: {
    zh: '立即向订阅地址发送一次测试事件，显示结果；未被接受时以 1 结束。',
    en: 'Sends a ping to a subscription now and shows what happened; ends with 1 when it was not accepted.',
  },
  arguments: [subscriptionArgument],
  options: [...hubOptions],
  examples: [{ command: 'webhooks test 019d1f3e-7c00-7000-8000-000000000003', needs: 'hub' }],
  async run(call) {
    const answer = await HubClient.of(call).post(subscriptionPath(call.given.text('id'), '/test'));
    const knock = answerWith<KnockView>(answer, 'outcome', 'status', 'eventId');
    const { outcome, status, latencyMs, eventId, detail } = knock;
    const parts = [outcome, status, `${latencyMs} ms`, eventId, detail];
    await call.terminal.print(shown(parts.map((part) => part ?? '-').join('\t')));
    return outcome === 'accepted' ? 0 : 1;
  },
};
