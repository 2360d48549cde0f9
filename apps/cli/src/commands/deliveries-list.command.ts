import type { CommandDeclaration } from '../command.js';
import { answerWith, deliveryLine, type DeliveryView } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';

const filters = ['destination', 'partner', 'state', 'message'] as const;

export const deliveriesListCommand: CommandDeclaration = {
  name: 'deliveries list',
  summary: {
    zh: '列出投递，新的在前：时间、状态、目的地、种类、投递编号、报文编号。',
    en: 'Lists deliveries, newest first: time, state, destination, kind, id of the delivery, id of its message.',
  },
  arguments: [],
  options: [
    ...hubOptions,
    { name: 'destination', value: 'id', summary: { zh: '只列此目的地', en: 'of this destination' } },
    { name: 'partner', value: 'id', summary: { zh: '只列此合作伙伴', en: 'to this partner' } },
    {
      name: 'state',
      value: 'state',
      choices: ['pending', 'awaiting-receipt', 'delivered', 'failed', 'expired', 'purged'],
      summary: { zh: '只列此状态', en: 'in this state' },
    },
    { name: 'message', value: 'id', summary: { zh: '只列此报文产生的', en: 'made of this message' } },
    { name: 'limit', value: 'n', summary: { zh: '最多 n 条，至多 200', en: 'at most n, up to 200' } },
    { name: 'json', summary: { zh: '每行一个 JSON', en: 'one JSON per line' } },
  ],
  examples: [{ command: 'deliveries list --state failed', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const query = new URLSearchParams({ limit: String(Math.min(given.count('limit') ?? 50, 200)) });
    for (const name of filters) {
      const value = given.optional(name);
      if (value !== undefined) query.set(name, value);
    }
    const answer = await HubClient.of(call).get(`/v1/deliveries?${query.toString()}`);
    type Page = { readonly deliveries: readonly DeliveryView[]; readonly next: string | null };
    const { deliveries, next } = answerWith<Page>(answer, 'deliveries', 'next');
    for (const delivery of deliveries)
      await terminal.print(given.flag('json') ? JSON.stringify(delivery) : deliveryLine(delivery));
    if (deliveries.length === 0)
      await terminal.note(terminal.words({ zh: '没有找到。', en: 'Nothing was found.' }));
    if (next !== null)
      await terminal.note(
        terminal.words({ zh: '还有更多，请提高 --limit。', en: 'There are more; raise --limit.' }),
      );
    return 0;
  },
};
