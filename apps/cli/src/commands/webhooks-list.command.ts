import type { CommandDeclaration } from '../command.js';
import { answerWith } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { subscriptionLine, type SubscriptionView } from '../webhooks-view.js';

export const webhooksListCommand: CommandDeclaration = {
  name: 'webhooks list',
  summary: {
    zh: '列出订阅：id、合作方、状态、地址、事件类型、业务键、停用原因。',
    en: 'Lists subscriptions: id, partner, state, address, types of events, business keys, why it is disabled.',
  },
  arguments: [],
  options: [
    ...hubOptions,
    { name: 'partner', value: 'id', summary: { zh: '只列此合作方的', en: 'of this partner' } },
    {
      name: 'state',
      value: 'state',
      choices: ['pending', 'active', 'disabled'],
      summary: { zh: '只列此状态', en: 'in this state' },
    },
    { name: 'json', summary: { zh: '每行一个 JSON', en: 'one JSON per line' } },
  ],
  examples: [{ command: 'webhooks list --state disabled', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const answer = await HubClient.of(call).get('/v1/webhooks');
    type All = { readonly subscriptions: readonly SubscriptionView[] };
    const { subscriptions } = answerWith<All>(answer, 'subscriptions');
    const [partner, state] = [given.optional('partner'), given.optional('state')];
    const wanted = subscriptions.filter(
      (one) => one.partner === (partner ?? one.partner) && one.state === (state ?? one.state),
    );
    for (const one of wanted)
      await terminal.print(given.flag('json') ? JSON.stringify(one) : subscriptionLine(one));
    if (wanted.length === 0)
      await terminal.note(terminal.words({ zh: '没有找到。', en: 'Nothing was found.' }));
    return 0;
  },
};
