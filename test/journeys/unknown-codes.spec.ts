import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nextFrom } from '../support/acknowledgement.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { editions, Installation } from '../support/installation.js';
import { sample } from '../support/samples.js';
import type { MessageView } from '../support/views.js';

/** The gate-in of a container at a depot, with its own message id. */
function gateIn(number: number, depot: string): Buffer {
  return sample('sys-5/samples/gate-in.xml', 'utf-8', {
    'CMS-20260316-000001': `CMS-20260316-${String(number).padStart(6, '0')}`,
    '<DepotCode>DEZY1': `<DepotCode>${depot}`,
  });
}

describe.each(editions)('a depot code that nobody has explained (%s)', (edition) => {
  let hub: Installation;
  let operator: HubClient;

  const quarantined = (count: number): Promise<MessageView[]> =>
    eventually(`${count} messages wait`, async () => {
      const found = await operator.search({ sender: 'sys-5', state: 'quarantined' });
      return found.length === count && found;
    });

  beforeAll(async () => {
    hub = await Installation.start({ edition });
    operator = await hub.client('operator');
  });
  afterAll(() => hub.close());

  it('makes its messages wait, visibly, once for all of them', async () => {
    for (const number of [901, 902, 903])
      await hub.queues.publish('bianzu.intake', 'sys-5', gateIn(number, 'DNEW9'), {
        messageId: `cms-${number}`,
      });
    const [first] = await quarantined(3);
    expect(first).toMatchObject({ reason: 'code-not-listed' });
    const { body } = await operator.get('/v1/base-data/unknown-codes');
    expect(body).toEqual({
      codes: [expect.objectContaining({ list: 'stations', system: 'sys-5', code: 'DNEW9', waiting: 3 })],
    });
  });

  it('does not stop the events of other depots', async () => {
    await hub.queues.publish('bianzu.intake', 'sys-5', gateIn(904, 'DEZY1'), { messageId: 'cms-904' });
    const accepted = await eventually('the event of another depot is accepted', async () => {
      const found = await operator.search({ sender: 'sys-5', state: 'accepted' });
      return found.length === 1 && found[0];
    });
    expect(accepted).toMatchObject({ reference: 'CMS-20260316-000904' });
  });

  it('is not explained by a code that is not in the list, nor by a partner', async () => {
    const path = '/v1/base-data/stations/cross-references/sys-5/DNEW9';
    expect(await operator.put(path, { standardCode: 'NOWHERE' })).toMatchObject({ status: 400 });
    expect(await operator.put(path, {})).toMatchObject({ status: 400 });
    expect(await (await hub.client('sys-5')).put(path, { standardCode: 'EZY' })).toMatchObject({
      status: 403,
    });
    await quarantined(3);
  });

  it('is explained once, and everything that waited is accepted', async () => {
    while ((await hub.queues.take('bianzu.reply.sys-5')) !== undefined);
    const { status, body } = await operator.put<{ released: string[] }>(
      '/v1/base-data/stations/cross-references/sys-5/DNEW9',
      { standardCode: 'EZY' },
    );
    expect(status).toBe(200);
    expect(body.released).toHaveLength(3);
    for (const id of body.released) {
      const journey = await operator.settled(id);
      expect(journey).toMatchObject({
        state: 'accepted',
        issues: [],
        canonical: [{ document: { location: { stationCode: 'EZY', facilityCode: 'DNEW9' } } }],
      });
    }
    expect(await operator.get('/v1/base-data/unknown-codes')).toMatchObject({ body: { codes: [] } });
    const acknowledgement = await nextFrom(hub.queues, 'bianzu.reply.sys-5');
    expect(acknowledgement.body.toString('utf8')).toContain('accepted');
  });

  it('is known from then on, also by those who ask for it and after a restart', async () => {
    const path = '/v1/base-data/stations/cross-references/sys-5/DNEW9';
    expect(await operator.get(path)).toMatchObject({ status: 200, body: { standardCode: 'EZY' } });
    await hub.restart();
    operator = await hub.client('operator');
    await hub.queues.publish('bianzu.intake', 'sys-5', gateIn(905, 'DNEW9'), { messageId: 'cms-905' });
    await eventually('the next event with this code is accepted', async () => {
      const found = await operator.search({ sender: 'sys-5', state: 'accepted' });
      return found.length === 5;
    });
  });
});
