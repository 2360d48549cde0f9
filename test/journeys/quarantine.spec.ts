import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import { editions, Installation } from '../support/installation.js';
import { keyAccountOrder, sample } from '../support/samples.js';
import type { MessageView } from '../support/views.js';

const order = keyAccountOrder({ reference: 'DK2026031600001101', order: 'DD2026031601101' });
const party = sample('sys-1/samples/party.xml', 'gb18030');

describe.each(editions)('a message that nobody has configured (%s)', (edition) => {
  let configuration: ConfigurationFolder;
  let hub: Installation;

  const waiting = (sender: string): Promise<MessageView> =>
    eventually(`a message of ${sender} in quarantine`, async () => {
      const operator = await hub.client('operator');
      const quarantined = await operator.search({ state: 'quarantined' });
      return quarantined.find((message) => message.sender === sender);
    });

  beforeAll(async () => {
    configuration = configurationFolder();
    configuration.remove('sys-1.yaml');
    configuration.replace('routes.yaml', 'sys-1, ', '');
    hub = await Installation.start({ edition, configurationRoot: configuration.root });
  });
  afterAll(async () => {
    await hub.close();
    configuration.close();
  });

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

  it('goes on with one release after its sender has been configured', async () => {
    const { id } = await waiting('sys-1');
    configuration.write('sys-1.yaml', withoutPartyAgreement());
    await hub.restart(configuration.root);
    const operator = await hub.client('operator');
    expect(await operator.post(`/v1/messages/${id}/release`)).toMatchObject({
      status: 202,
      body: { released: [id] },
    });
    expect(await operator.settled(id)).toMatchObject({
      state: 'accepted',
      sender: 'sys-1',
      reference: 'DK2026031600001101',
    });
    expect(await operator.post(`/v1/messages/${id}/release`)).toMatchObject({ status: 409 });
  });

  it('waits when its sender is known but has no agreement for it, and goes on after there is one', async () => {
    const keyAccounts = await hub.client('sys-1');
    const id = await keyAccounts.taken(party, { contentType: 'application/xml' });
    expect(await keyAccounts.settled(id)).toMatchObject({
      state: 'quarantined',
      reason: 'agreement-missing',
    });
    configuration.write('sys-1.yaml', readFileSync('agreements/sys-1.yaml', 'utf8'));
    await hub.restart(configuration.root);
    const operator = await hub.client('operator');
    expect(await operator.post(`/v1/messages/${id}/release`)).toMatchObject({ status: 202 });
    expect(await operator.settled(id)).toMatchObject({
      state: 'accepted',
      canonical: [{ type: 'party' }],
    });
  });

  it('does not let a stranger take the place of a partner whose channels are others', async () => {
    await hub.queues.publish('bianzu.intake', 'sys-4', Buffer.from('{"msgType":"order"}'), {
      messageId: 'stranger-2',
    });
    expect(await waiting('sys-4')).toMatchObject({ reason: 'sender-unknown' });
  });
});

function withoutPartyAgreement(): string {
  const text = readFileSync('agreements/sys-1.yaml', 'utf8');
  return text.slice(0, text.indexOf('  - id: party'));
}
