import type { CommandDeclaration } from '../command.js';
import { answerWith, destinationLine, type DestinationView } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';
import { destinationArgument, reasonOption } from '../destination-order.js';

export const destinationsResumeCommand: CommandDeclaration = {
  name: 'destinations resume',
  summary: {
    zh: '立即恢复投递：暂停、停用、断路器与等待时间都结束。',
    en: 'Goes on sending at once: a pause, switching off, the breaker and waiting times end.',
  },
  arguments: [destinationArgument],
  options: [...hubOptions, reasonOption],
  examples: [{ command: 'destinations resume sys-2-orders --reason maintenance', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const path = `/v1/destinations/${encodeURIComponent(given.text('destination'))}/resume`;
    const answer = await HubClient.of(call).post(path, { reason: given.text('reason') });
    await terminal.print(destinationLine(answerWith<DestinationView>(answer, 'id', 'backlog', 'breaker')));
    return 0;
  },
};
