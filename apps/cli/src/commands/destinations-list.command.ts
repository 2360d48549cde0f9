import type { CommandDeclaration } from '../command.js';
import { answerWith, destinationLine, type DestinationView } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';

export const destinationsListCommand: CommandDeclaration = {
  name: 'destinations list',
  summary: {
    zh: '列出经通道投递的目的地：合作伙伴、状态、积压、最早一条、失败数、断路器、上次失败。',
    en: 'Lists the destinations of channels: partner, state, backlog, its oldest, how many failed, breaker, last failure.',
  },
  arguments: [],
  options: [...hubOptions, { name: 'json', summary: { zh: '每行一个 JSON', en: 'one JSON per line' } }],
  examples: [{ command: 'destinations list', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const answer = await HubClient.of(call).get('/v1/destinations');
    type List = { readonly destinations: readonly DestinationView[] };
    for (const destination of answerWith<List>(answer, 'destinations').destinations)
      await terminal.print(given.flag('json') ? JSON.stringify(destination) : destinationLine(destination));
    return 0;
  },
};
