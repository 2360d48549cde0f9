import type { CommandDeclaration } from '../command.js';
import { answerWith } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';
import {
  subscriptionArgument,
  subscriptionLine,
  subscriptionPath,
  type SubscriptionView,
} from '../webhooks-view.js';

export const webhooksDisableCommand: CommandDeclaration = {
  name: 'webhooks disable',
  summary: {
    zh: '停用订阅：不再产生事件；合作方可自行重新启用（须再次通过质询），错过的事件可重放。',
    en: 'Disables a subscription: no more events are made for it. Its partner may make it active again by a new challenge, and what was missed is had by a replay.',
  },
  arguments: [subscriptionArgument],
  options: [...hubOptions],
  examples: [{ command: 'webhooks disable 019d1f3e-7c00-7000-8000-000000000003', needs: 'hub' }],
  async run(call) {
    const path = subscriptionPath(call.given.text('id'));
    const answer = await HubClient.of(call).patch(path, { state: 'disabled' });
    const subscription = answerWith<SubscriptionView>(answer, 'id', 'types', 'keys');
    await call.terminal.print(subscriptionLine(subscription));
    return 0;
  },
};
