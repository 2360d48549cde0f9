import type { CommandDeclaration } from '../command.js';
import { answerWith, destinationLine, type DestinationView } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { destinationArgument, reasonOption } from '../destination-order.js';

export const destinationsPauseCommand: CommandDeclaration = {
  name: 'destinations pause',
  summary: {
    zh: '暂停投递：积压与次序保留，期间不计时。',
    en: 'Sends nothing more to a destination for now; the backlog and its order are kept, and nothing in it grows older.',
  },
  arguments: [destinationArgument],
  options: [...hubOptions, reasonOption],
  examples: [{ command: 'destinations pause sys-2-orders --reason maintenance', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const path = `/v1/destinations/${encodeURIComponent(given.text('destination'))}/pause`;
    const answer = await HubClient.of(call).post(path, { reason: given.text('reason') });
    await terminal.print(destinationLine(answerWith<DestinationView>(answer, 'id', 'backlog', 'breaker')));
    return 0;
  },
};
