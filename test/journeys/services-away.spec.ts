import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { editions, Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

function orderOf(number: number): Buffer {
  return keyAccountOrder({ reference: `DK202603160000${number}`, order: `DD20260316${number}0` });
}

/** Waits until `GET /health/ready` answers with this status, and gives its body. */
function readiness(client: HubClient, status: number): Promise<unknown> {
  return eventually(`readiness ${status}`, async () => {
    const answer = await client.get('/health/ready');
    return answer.status === status && answer.body;
  });
}

describe.each(editions)('when the database goes away (%s)', (edition) => {
  let hub: Installation;
  let keyAccounts: HubClient;

  beforeAll(async () => {
    hub = await Installation.start({ edition, interruptible: true });
    keyAccounts = await hub.client('sys-1');
    await keyAccounts.settled(await keyAccounts.taken(orderOf(1400)));
  });
  afterAll(() => hub.close());

  it('the hub is alive and ready before', async () => {
    const anybody = hub.stranger();
    expect(await anybody.get('/health/live')).toMatchObject({ status: 200, body: { status: 'up' } });
    expect(await readiness(anybody, 200)).toEqual({
      status: 'up',
      parts: {
        database: 'up',
        transport: 'up',
        outbox: 'up',
        lanes: 'up',
        disk: 'up',
        configuration: 'up',
        secrets: 'up',
        acknowledgements: 'up',
      },
      reasons: [],
    });
  });

  it('a sender is told to come back: 503 with Retry-After, and the hub is alive but not ready', async () => {
    await hub.proxies.database!.close();
    const answer = await keyAccounts.send(orderOf(1401), { idempotencyKey: 'while-away' });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: 'urn:bianzu:problem:database-away' });
    const anybody = hub.stranger();
    expect(await readiness(anybody, 503)).toMatchObject({
      status: 'down',
      parts: { database: 'down', outbox: 'unknown', lanes: 'unknown' },
      reasons: [{ part: 'database', zh: '数据库没有应答。', en: 'The database does not answer.' }],
    });
    expect(await anybody.get('/health/live')).toMatchObject({ status: 200 });
  });

  it('what comes by AMQP meanwhile waits outside and is not lost', async () => {
    const confirmed = hub.queues.publish('bianzu.intake', 'sys-1', orderOf(1402), { messageId: 'away-1' });
    await hub.proxies.database!.open();
    await confirmed;
    await eventually('the message has been taken in', async () => {
      const found = await keyAccounts.search({ key: 'order:DD2026031614020' });
      return found[0]?.state === 'accepted';
    });
  });

  it('nothing was half-done: the same request is taken as a new one when the database is back', async () => {
    await readiness(hub.stranger(), 200);
    const answer = await eventually('the sender is served again', async () => {
      const tried = await keyAccounts.send(orderOf(1401), { idempotencyKey: 'while-away' });
      return tried.status === 202 && tried;
    });
    expect(answer.headers.get('idempotency-replayed')).toBe('false');
    expect(await keyAccounts.settled(answer.body.id)).toMatchObject({ state: 'accepted' });
  });

  it('everything is accounted for afterwards', async () => {
    const operator = await hub.client('operator');
    const { body } = await operator.get<{ systems: object[] }>('/v1/statistics/balance');
    expect(body.systems).toEqual([
      expect.objectContaining({ received: 3, accepted: 3, recordsInStore: 3, isBalanced: true }),
    ]);
  });
});

describe('when the broker goes away (distributed)', () => {
  let hub: Installation;
  let keyAccounts: HubClient;
  const taken: string[] = [];

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'distributed', interruptible: true });
    keyAccounts = await hub.client('sys-1');
    await keyAccounts.settled(await keyAccounts.taken(orderOf(1500)));
    await hub.proxies.broker!.close();
  });
  afterAll(() => hub.close());

  it('the hub stays ready and says that its transport is down', async () => {
    const body = await eventually('the transport is reported as down', async () => {
      const answer = await hub.stranger().get<{ parts: { transport: string } }>('/health/ready');
      return answer.body.parts.transport === 'down' && answer;
    });
    expect(body).toMatchObject({
      status: 200,
      body: {
        status: 'up',
        parts: { database: 'up' },
        reasons: [{ part: 'transport', zh: expect.any(String), en: expect.stringContaining('broker') }],
      },
    });
  });

  it('messages are still taken in over HTTP', async () => {
    for (let number = 1501; number <= 1510; number += 1) {
      const { status, body } = await keyAccounts.send(orderOf(number));
      expect(status).toBe(202);
      taken.push(body.id);
    }
    expect(await keyAccounts.journey(taken[0]!)).toMatchObject({ state: 'received' });
  });

  it('and go on, acknowledgements and deliveries too, when it is back', async () => {
    await hub.proxies.broker!.open();
    for (const id of taken) {
      const { state, deliveries } = await keyAccounts.settled(id);
      expect(state).toBe('accepted');
      expect(deliveries.map((delivery) => delivery.state)).toEqual(['delivered', 'delivered']);
    }
    const orders = [];
    for (;;) {
      const message = await hub.queues.take('bianzu.out.sys-2-orders');
      if (message === undefined) break;
      orders.push(message);
    }
    expect(orders.length).toBeGreaterThanOrEqual(11);
    expect(await readiness(hub.stranger(), 200)).toMatchObject({ parts: { transport: 'up' } });
  });
});
