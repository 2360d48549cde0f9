import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

const order = keyAccountOrder({ reference: 'DK2026031600000951', order: 'DD2026031600951' });
const other = keyAccountOrder({ reference: 'DK2026031600000952', order: 'DD2026031600952' });

describe('an Idempotency-Key', () => {
  let hub: Installation;
  let keyAccounts: HubClient;

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'embedded' });
    keyAccounts = await hub.client('sys-1');
  });
  afterAll(() => hub.close());

  it('with the same bytes gets the first answer again', async () => {
    const first = await keyAccounts.send(order, { idempotencyKey: 'key-1' });
    const second = await keyAccounts.send(order, { idempotencyKey: 'key-1' });
    expect(first.status).toBe(202);
    expect(second.status).toBe(202);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([
      'false',
      'true',
    ]);
  });

  it('with other bytes is refused with 422, and nothing is taken', async () => {
    const answer = await keyAccounts.send(other, { idempotencyKey: 'key-1' });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ type: 'urn:bianzu:problem:idempotency-conflict' });
    expect(await keyAccounts.search({})).toHaveLength(1);
  });

  it('is one among the keys of its partner only', async () => {
    const elsewhere = await hub.client('sys-4');
    const answer = await elsewhere.send('{}', { idempotencyKey: 'key-1', contentType: 'application/json' });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('idempotency-replayed')).toBe('false');
  });

  it('gives twenty parallel requests one message and one answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => keyAccounts.send(other, { idempotencyKey: 'key-2' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const fresh = answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'false');
    expect(fresh).toHaveLength(1);
    await keyAccounts.settled(answers[0]!.body.id);
    expect(await keyAccounts.search({ key: 'order:DD2026031600952' })).toHaveLength(1);
  });

  it('lets one of twenty parallel requests with different bytes win', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        keyAccounts.send(
          keyAccountOrder({
            reference: `DK20260316000099${index + 10}`,
            order: `DD20260316099${index + 10}`,
          }),
          { idempotencyKey: 'key-3' },
        ),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([202, ...Array.from({ length: 19 }, () => 422)]);
  });

  it('of any size and content is refused or kept, never misread', async () => {
    expect(await keyAccounts.send(order, { idempotencyKey: 'x'.repeat(201) })).toMatchObject({ status: 400 });
    expect(await keyAccounts.send(order, { idempotencyKey: `'; DROP TABLE message; --` })).toMatchObject({
      status: 202,
    });
  });
});
