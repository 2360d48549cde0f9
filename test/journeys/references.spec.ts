import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';
import type { JourneyView } from '../support/views.js';

describe("the sender's own reference of a message", () => {
  let hub: Installation;
  let keyAccounts: HubClient;

  const outcomeOf = async (bytes: Uint8Array): Promise<JourneyView> =>
    keyAccounts.settled(await keyAccounts.taken(bytes, { contentType: 'application/xml' }));

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'embedded' });
    keyAccounts = await hub.client('sys-1');
  });
  afterAll(() => hub.close());

  it('with the same bytes is a duplicate that points to the first and has no effect', async () => {
    const order = keyAccountOrder({ reference: 'DK2026031600001001', order: 'DD2026031601001' });
    const first = await outcomeOf(order);
    const second = await outcomeOf(order);
    expect(first.state).toBe('accepted');
    expect(second).toMatchObject({
      state: 'duplicate',
      reason: 'reference-repeated',
      relatedId: first.id,
      canonical: [],
    });
    expect(second.deliveries.filter(({ kind }) => kind === 'message')).toEqual([]);
  });

  it('with other bytes is refused as a conflict with the first', async () => {
    const numbers = { reference: 'DK2026031600001002', order: 'DD2026031601002' };
    const first = await outcomeOf(keyAccountOrder(numbers));
    const second = await outcomeOf(keyAccountOrder(numbers, { 玉米: '大豆' }));
    expect(first.state).toBe('accepted');
    expect(second).toMatchObject({ state: 'refused', reason: 'reference-conflict', relatedId: first.id });
    expect(second.issues[0]).toMatchObject({ value: 'DK2026031600001002' });
  });

  it('of a refused message is free for the corrected one', async () => {
    const numbers = { reference: 'DK2026031600001003', order: 'DD2026031601003' };
    const wrong = await outcomeOf(keyAccountOrder(numbers, { '<DZTMISM>30062<': '<DZTMISM>99999<' }));
    const corrected = await outcomeOf(keyAccountOrder(numbers));
    expect([wrong.state, corrected.state]).toEqual(['refused', 'accepted']);
  });

  it('lets one of twenty parallel messages be accepted and makes the others duplicates of it', async () => {
    const order = keyAccountOrder({ reference: 'DK2026031600001004', order: 'DD2026031601004' });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(order)));
    const accepted = outcomes.filter(({ state }) => state === 'accepted');
    expect(accepted).toHaveLength(1);
    const duplicates = outcomes.filter(({ state }) => state === 'duplicate');
    expect(duplicates).toHaveLength(19);
    expect(new Set(duplicates.map(({ relatedId }) => relatedId))).toEqual(new Set([accepted[0]!.id]));
  });

  it('keeps the balance: every message is accounted for', async () => {
    const operator = await hub.client('operator');
    const { body } = await operator.get<{ systems: object[] }>('/v1/statistics/balance');
    expect(body.systems).toEqual([
      expect.objectContaining({
        sender: 'sys-1',
        received: 26,
        accepted: 4,
        refused: 2,
        duplicate: 20,
        isBalanced: true,
        recordsInStore: 4,
      }),
    ]);
  });
});
