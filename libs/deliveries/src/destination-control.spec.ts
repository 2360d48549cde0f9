import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deliveryLineOf } from '#libs/journal';
import { accepts, Yard } from '../test/yard.js';
import {
  DeliveryQueries,
  DestinationControl,
  destinationReports,
  Inbox,
  readDestinations,
  resend,
} from './index.js';

interface Entry {
  readonly action: string;
  readonly subject: string;
}

let yard: Yard;
let control: DestinationControl;
const entries: Entry[] = [];
const audit = { append: async (entry: Entry) => void entries.push(entry) };
const order = { actor: 'operator', reason: 'maintenance of the partner' };

beforeAll(async () => {
  yard = await Yard.open();
  control = new DestinationControl(yard.dataSource, audit);
});
afterAll(() => yard.fixture.close());

describe('a pause', () => {
  it('keeps the backlog and its order, ages nothing, and is in the audit log', async () => {
    yard.at('paused', accepts);
    const first = await yard.queue('paused', 2);
    expect(await control.pause('paused', order)).toBe(true);
    const second = await yard.queue('paused', 1);
    await yard.work();
    expect(yard.sentTo('paused')).toEqual([]);
    const [report] = await destinationReports(yard.dataSource, 'paused');
    expect(report).toMatchObject({ waiting: 3, pausedBy: 'operator', pausedReason: order.reason });
    const reading = (await readDestinations(yard.dataSource)).find((one) => one.destination === 'paused');
    expect(reading).toMatchObject({ waiting: 3, sending: 0, breaker: 'closed', isHeldBack: true });
    expect(await control.resume('paused', order)).toBe(true);
    await yard.work();
    expect(yard.sentTo('paused')).toEqual([...first, ...second]);
    const actions = entries.map(({ action, subject }) => `${action} ${subject}`);
    expect(actions).toEqual(['destination.pause paused', 'destination.resume paused']);
  });

  it('of a partner holds all its destinations', async () => {
    yard.at('one', accepts);
    yard.at('other', accepts);
    await control.pausePartner('held', order);
    const ids = [
      ...(await yard.queue('one', 1, { partner: 'held' })),
      ...(await yard.queue('other', 1, { partner: 'held' })),
    ];
    await yard.work();
    expect(await yard.states(ids)).toEqual(['pending', 'pending']);
    expect(await control.resumePartner('held', order)).toBe(true);
    await yard.work();
    expect(await yard.states(ids)).toEqual(['delivered', 'delivered']);
    expect(await control.resumePartner('held', order)).toBe(false);
  });

  it('of what nobody knows is none', async () => {
    expect(await control.pause('unheard-of', order)).toBe(false);
  });
});

describe('a purge', () => {
  it('counts first, takes exactly what was counted, and only of what is held back', async () => {
    const ids = await yard.queue('purged', 3);
    expect(await control.purge('purged', 'backlog', order)).toEqual({ kind: 'not-held-back' });
    await control.pause('purged', order);
    expect(await control.purge('purged', 'backlog', order)).toEqual({ kind: 'counted', count: 3 });
    expect(await control.purge('purged', 'backlog', { ...order, expected: 2 })).toEqual({
      kind: 'changed',
      count: 3,
    });
    expect(await control.purge('purged', 'backlog', { ...order, expected: 3 })).toEqual({
      kind: 'purged',
      count: 3,
    });
    expect(await yard.states(ids)).toEqual(['purged', 'purged', 'purged']);
    const [kept] = await yard.dataSource.query<{ bytes: Buffer }[]>(
      'SELECT bytes FROM delivery WHERE id = $1',
      [ids[0]],
    );
    expect(kept!.bytes.toString()).toBe('{"n":0}');
    expect(entries.at(-1)).toMatchObject({ action: 'destination.purge', subject: 'purged' });
  });
});

describe('sending again by hand', () => {
  it('is a new attempt of the same delivery, with the name of who asked', async () => {
    yard.at('again', accepts);
    const [id] = await yard.queue('again', 1);
    expect(await resend(yard.dataSource, audit, id!, order, () => 'sent')).toBe('on-its-way');
    await yard.work();
    expect(await resend(yard.dataSource, audit, id!, order, () => 'sent')).toBe('queued');
    await yard.work();
    expect(yard.sentTo('again')).toEqual([id, id]);
    const details = await new DeliveryQueries(yard.dataSource).details(id!);
    expect(details).toMatchObject({
      state: 'delivered',
      attempts: [
        { number: 1, outcome: 'accepted', actor: null },
        { number: 2, outcome: 'accepted', actor: 'operator' },
      ],
    });
    expect(details!.attempts[0]!.attemptId).not.toBe(details!.attempts[1]!.attemptId);
    expect(await resend(yard.dataSource, audit, id!, order, () => 'broker')).toBe('by-broker');
  });

  it('keeps its place among those with the same key', async () => {
    yard.at('again-by-key', accepts, 'key');
    const [first] = await yard.queue('again-by-key', 1, { orderKey: 'DD1' });
    await yard.work();
    await resend(yard.dataSource, audit, first!, order, () => 'sent');
    await yard.queue('again-by-key', 1, { orderKey: 'DD1' });
    await yard.queue('again-by-key', 1, { orderKey: 'DD2' });
    expect(await yard.linesOf('again-by-key')).toEqual([
      deliveryLineOf('DD1'),
      deliveryLineOf('DD1'),
      deliveryLineOf('DD2'),
    ]);
    expect(deliveryLineOf('DD1')).not.toBe(0);
    await yard.work();
  });
});

describe('an inbox', () => {
  const leaseMs = 60_000;

  it('gives the oldest messages in order, once, until their lease is over', async () => {
    const inbox = new Inbox(yard.dataSource, yard.clock);
    const fetch = async (limit: number): Promise<string[]> =>
      (await inbox.fetch('fetcher', ['to-fetch'], { limit, leaseMs })).map(({ id }) => id);
    const ids = await yard.queue('to-fetch', 4, { partner: 'fetcher', way: 'fetched' });
    await yard.work();
    expect(await fetch(2)).toEqual(ids.slice(0, 2));
    expect(await fetch(2)).toEqual([]);
    expect(await inbox.confirm('somebody-else', ids)).toEqual([]);
    expect(await inbox.confirm('fetcher', [ids[0]!, ids[3]!])).toEqual([ids[0]]);
    expect(await yard.states(ids)).toEqual(['delivered', 'pending', 'pending', 'pending']);
    yard.later(leaseMs + 1);
    expect(await fetch(10)).toEqual(ids.slice(1));
    expect((await inbox.confirm('fetcher', ids)).length).toBe(3);
    expect(await yard.states(ids)).toEqual(Array(4).fill('delivered'));
    expect(await fetch(10)).toEqual([]);
  });
});
