import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { editions, Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

const poison = `
  CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF position('毒' in convert_from(NEW.document, 'UTF8')) > 0 THEN RAISE EXCEPTION 'cannot be digested'; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER poison BEFORE INSERT ON canonical_message FOR EACH ROW EXECUTE FUNCTION poison()`;

/** An order of one business key; with poison in it our own processing fails on it, although its data is right. */
function orderOf(number: number, isPoisoned = false): Buffer {
  return keyAccountOrder(
    { reference: `DK202603160000${number}`, order: `DD20260316${number}0` },
    isPoisoned ? { 玉米: '毒' } : {},
  );
}

describe.each(editions)('a message on which our own processing fails (%s)', (edition) => {
  let hub: Installation;
  let keyAccounts: HubClient;
  let operator: HubClient;
  let poisoned: string;

  beforeAll(async () => {
    hub = await Installation.start({ edition });
    keyAccounts = await hub.client('sys-1');
    operator = await hub.client('operator');
    await hub.gateway.dataSource.query(poison);
    poisoned = await keyAccounts.taken(orderOf(1300, true));
  });
  afterAll(() => hub.close());

  it('does not hold back the others, sent before, with and after it', async () => {
    const ids = await Promise.all(
      Array.from({ length: 30 }, (_, index) => keyAccounts.taken(orderOf(1301 + index))),
    );
    for (const id of ids) expect(await keyAccounts.settled(id)).toMatchObject({ state: 'accepted' });
  });

  it('is parked alone after a few tries, visible with its reason', async () => {
    expect(await keyAccounts.settled(poisoned)).toMatchObject({
      state: 'parked',
      reason: expect.stringContaining('cannot be digested'),
      canonical: [],
    });
    const parked = await operator.search({ state: 'parked' });
    expect(parked.map(({ id }) => id)).toEqual([poisoned]);
  });

  it('has left nothing half-done behind', async () => {
    const { body } = await operator.get<{ systems: object[] }>('/v1/statistics/balance');
    expect(body.systems).toEqual([
      expect.objectContaining({
        received: 31,
        accepted: 30,
        parked: 1,
        recordsInStore: 30,
        isBalanced: true,
      }),
    ]);
  });

  it('is accepted by one release when the cause is gone', async () => {
    await hub.gateway.dataSource.query('DROP TRIGGER poison ON canonical_message');
    expect(await operator.post(`/v1/messages/${poisoned}/release`)).toMatchObject({ status: 202 });
    const state = await eventually('the released message is judged', async () => {
      const journey = await operator.settled(poisoned);
      return journey.state !== 'parked' && journey.state;
    });
    expect(state).toBe('accepted');
    const { body } = await operator.get<{ systems: object[] }>('/v1/statistics/balance');
    expect(body.systems).toEqual([expect.objectContaining({ accepted: 31, parked: 0, recordsInStore: 31 })]);
  });
});
