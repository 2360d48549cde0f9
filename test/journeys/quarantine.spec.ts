import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import { editions, Installation } from '../support/installation.js';
import { keyAccountOrder, sample } from '../support/samples.js';
import type { MessageView } from '../support/views.js';

const order = keyAccountOrder({ reference: 'DK2026031600001101', order: 'DD2026031601101' });
const customer = sample('sys-4/samples/customer.json', 'utf-8');

describe.each(editions)('a message that nobody has configured (%s)', (edition) => {
  let configuration: ConfigurationFolder;
  let hub: Installation;

  const waitingThat = (matches: (message: MessageView) => boolean): Promise<MessageView> =>
    eventually('the message is in quarantine', async () => {
      const operator = await hub.client('operator');
      return (await operator.search({ state: 'quarantined' })).find(matches);
    });
  const waiting = (sender: string): Promise<MessageView> =>
    waitingThat((message) => message.sender === sender && message.reason === 'sender-unknown');
  const waitingFor = (reason: string): Promise<MessageView> =>
    waitingThat((message) => message.reason === reason);

  beforeAll(async () => {
    configuration = configurationFolder();
    configuration.remove('sys-1.yaml');
    configuration.replace('routes.yaml', 'sys-1, ', '');
    configuration.write('sys-4.yaml', withoutCustomerAgreement());
    hub = await Installation.start({ edition, configurationRoot: configuration.root });
  });
  afterAll(() => hub.close());
  afterAll(() => configuration.close());

  it('waits with the reason when its sender is unknown', async () => {
    await hub.queues.publish('bianzu.intake', 'sys-1', order, { messageId: 'stranger-1' });
    expect(await waiting('sys-1')).toMatchObject({ state: 'quarantined', reason: 'sender-unknown' });
  });

  it('is not released by a partner, and released in vain while nothing has changed', async () => {
    const { id } = await waiting('sys-1');
    expect(await (await hub.client('sys-4')).post(`/v1/messages/${id}/release`)).toMatchObject({
      status: 403,
    });
    const operator = await hub.client('operator');
    expect(await operator.post(`/v1/messages/${id}/release`)).toMatchObject({ status: 202 });
    expect(await operator.settled(id)).toMatchObject({ state: 'quarantined' });
  });

  it('waits when its sender is known but has no agreement for it', async () => {
    const online = await hub.client('sys-4');
    const id = await online.taken(customer, { contentType: 'application/json' });
    expect(await online.settled(id)).toMatchObject({ state: 'quarantined', reason: 'agreement-missing' });
  });

  it('does not let a stranger take the place of a partner whose channels are others', async () => {
    await hub.queues.publish('bianzu.intake', 'sys-4', Buffer.from('{"msgType":"order"}'), {
      messageId: 'stranger-2',
    });
    expect(await waiting('sys-4')).toMatchObject({ reason: 'sender-unknown' });
  });

  it('goes on with one release after its sender and its agreement have been configured', async () => {
    const [stranger, customerMessage] = await Promise.all([
      waiting('sys-1'),
      waitingFor('agreement-missing'),
    ]);
    for (const file of ['sys-1.yaml', 'sys-4.yaml', 'routes.yaml'])
      configuration.write(file, readFileSync(`agreements/${file}`, 'utf8'));
    await hub.restart(configuration.root);
    const operator = await hub.client('operator');
    for (const { id } of [stranger, customerMessage])
      expect(await operator.post(`/v1/messages/${id}/release`)).toMatchObject({
        status: 202,
        body: { released: [id] },
      });
    expect(await operator.settled(stranger.id)).toMatchObject({
      state: 'accepted',
      sender: 'sys-1',
      reference: 'DK2026031600001101',
    });
    expect(await operator.settled(customerMessage.id)).toMatchObject({
      state: 'accepted',
      issues: [],
      canonical: [{ type: 'party' }],
    });
    expect(await operator.post(`/v1/messages/${stranger.id}/release`)).toMatchObject({ status: 409 });
  });
});

/** The agreements of sys-4 without that about customers, which comes first. */
function withoutCustomerAgreement(): string {
  const text = readFileSync('agreements/sys-4.yaml', 'utf8');
  return text.slice(0, text.indexOf('  - id: customer')) + text.slice(text.indexOf('  - id: order'));
}
