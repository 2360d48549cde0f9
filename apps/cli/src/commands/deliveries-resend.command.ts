import type { CommandDeclaration } from '../command.js';
import { answerWith, deliveryLines, type DeliveryDetailsView } from '../deliveries-view.js';
import { HubClient, hubOptions } from '../hub-client.js';

export const deliveriesResendCommand: CommandDeclaration = {
  name: 'deliveries resend',
  summary: {
    zh: '再投递一次：编号不变，排在该目的地队尾，尝试记在操作者名下。',
    en: "Sends a delivery once more: with the same id, at the end of its destination's queue, in the name of whoever asks.",
  },
  arguments: [{ name: 'id', summary: { zh: '投递 id', en: 'id of the delivery' } }],
  options: [
    ...hubOptions,
    {
      name: 'reason',
      value: 'text',
      summary: { zh: '原因，记入审计日志', en: 'why; it is kept in the audit log' },
    },
  ],
  examples: [
    { command: 'deliveries resend 019d1f3e-7c00-7000-8000-000000000002 --reason lost', needs: 'hub' },
  ],
  async run(call) {
    const { given, terminal } = call;
    const reason = given.optional('reason');
    const path = `/v1/deliveries/${encodeURIComponent(given.text('id'))}/resend`;
    const answer = await HubClient.of(call).post(path, reason === undefined ? {} : { reason });
    const delivery = answerWith<DeliveryDetailsView>(answer, 'id', 'attempts', 'queue');
    for (const line of deliveryLines(delivery)) await terminal.print(line);
    return 0;
  },
};
