import type { CommandDeclaration } from '../command.js';
import { answerWith, deliveryLines, type DeliveryDetailsView } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';

export const deliveriesShowCommand: CommandDeclaration = {
  name: 'deliveries show',
  summary: {
    zh: '显示一次投递及其每次尝试：请求、应答、原因。',
    en: 'Shows a delivery with each attempt: what was asked, what was answered, why it failed.',
  },
  arguments: [{ name: 'id', summary: { zh: '投递 id', en: 'id of the delivery' } }],
  options: [...hubOptions, { name: 'json', summary: { zh: '输出 JSON', en: 'print JSON' } }],
  examples: [{ command: 'deliveries show 019d1f3e-7c00-7000-8000-000000000002', needs: 'hub' }],
  async run(call) {
    const { given, terminal } = call;
    const answer = await HubClient.of(call).get(`/v1/deliveries/${encodeURIComponent(given.text('id'))}`);
    const delivery = answerWith<DeliveryDetailsView>(answer, 'id', 'attempts', 'queue');
    const lines = given.flag('json') ? [JSON.stringify(delivery, null, 2)] : deliveryLines(delivery);
    for (const line of lines) await terminal.print(line);
    return 0;
  },
};
