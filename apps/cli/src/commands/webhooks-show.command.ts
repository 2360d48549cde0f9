import type { CommandDeclaration } from '../command.js';
import { answerWith } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';
import {
  attemptLine,
  subscriptionArgument,
  subscriptionLine,
  subscriptionPath,
  type EventAttemptView,
  type SubscriptionView,
} from '../webhooks-view.js';

export const webhooksShowCommand: CommandDeclaration = {
  name: 'webhooks show',
  summary: {
    zh: '显示一个订阅及最近的投递尝试：时间、结果、状态码、事件类型、事件 id、投递状态、原因。',
    en: 'Shows a subscription and the latest attempts: time, outcome, HTTP status, type and id of the event, state of the delivery, why it failed.',
  },
  arguments: [subscriptionArgument],
  options: [
    ...hubOptions,
    {
      name: 'limit',
      value: 'n',
      summary: { zh: '最近 n 次投递，默认 20', en: 'latest n deliveries; default 20' },
    },
    { name: 'json', summary: { zh: '输出 JSON', en: 'print JSON' } },
  ],
  examples: [{ command: 'webhooks show 019d1f3e-7c00-7000-8000-000000000003', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const hub = HubClient.of(call);
    const id = given.text('id');
    const subscription = answerWith<SubscriptionView>(
      await hub.get(subscriptionPath(id)),
      'id',
      'types',
      'keys',
    );
    const limit = Math.min(given.count('limit') ?? 20, 200);
    const answer = await hub.get(subscriptionPath(id, `/attempts?limit=${limit}`));
    const { attempts } = answerWith<{ readonly attempts: readonly EventAttemptView[] }>(answer, 'attempts');
    const lines = given.flag('json')
      ? [JSON.stringify({ ...subscription, attempts }, null, 2)]
      : [subscriptionLine(subscription), ...attempts.map(attemptLine)];
    for (const line of lines) await terminal.print(line);
    return 0;
  },
};
