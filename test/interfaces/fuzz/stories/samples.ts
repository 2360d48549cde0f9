import { keyAccountOrder } from '../../../support/samples.js';
import type { FuzzedHub } from '../fuzzed-hub.js';
import { withBody } from '../requests.js';

/** A partner tries out what would become of a message. */
export async function tellOfSamples({ questions, newcomer }: FuzzedHub): Promise<void> {
  const path = '/v1/sandbox/messages';
  const order = keyAccountOrder({ reference: 'DK2026031600001911', order: 'DD2026031601911' }).toString(
    'latin1',
  );
  for (const [status, query, body] of [
    [404, '?partner=sys-1', '<a/>'],
    [400, '', ''],
    [200, '?agreement=newcomer.order.1', order],
    [200, '', '<a/>'],
  ] as const)
    await questions.expect(status, newcomer, `POST ${path}`, withBody(`${path}${query}`, body, 'text/plain'));
}
