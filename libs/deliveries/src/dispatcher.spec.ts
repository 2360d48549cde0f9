import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SendOutcome } from '#libs/channels';
import { accepts, isAway, Yard } from '../test/yard.js';
import { settleReceipt } from './index.js';

let yard: Yard;
beforeAll(async () => {
  yard = await Yard.open();
});
afterAll(async () => {
  await yard.fixture.close();
  expect(yard.errors).toEqual([]);
});

const hour = 3_600_000;

/** Something that a test waits for. */
function signal<T>(): { promise: Promise<T>; give: (value: T) => void } {
  let give!: (value: T) => void;
  const promise = new Promise<T>((resolve) => (give = resolve));
  return { promise, give };
}

describe('deliveries', () => {
  it('leave in their order, once each, and what passed is kept', async () => {
    yard.at('well', accepts);
    const ids = await yard.queue('well', 5);
    await yard.work();
    expect(yard.sentTo('well')).toEqual(ids);
    expect(await yard.states(ids)).toEqual(Array(5).fill('delivered'));
    expect(await yard.attemptsOf(ids[0]!)).toEqual([{ number: 1, outcome: 'accepted', detail: null }]);
    await yard.work();
    expect(yard.sentTo('well')).toEqual(ids);
  });

  it('that are refused fail, are seen, and hold up nobody', async () => {
    yard.at('picky', (message) =>
      message.bytes.toString().includes(':0')
        ? { kind: 'refused', request: 'POST', detail: 'no such code' }
        : { kind: 'accepted', request: 'POST' },
    );
    const ids = await yard.queue('picky', 2);
    await yard.work();
    expect(await yard.states(ids)).toEqual(['failed', 'delivered']);
    expect(await yard.attemptsOf(ids[0]!)).toEqual([
      { number: 1, outcome: 'refused', detail: 'no such code' },
    ]);
  });

  it('wait behind one that does not get through, and leave in their order when it does', async () => {
    const answers: SendOutcome['kind'][] = ['timeout', 'invalid-answer'];
    yard.at('shaky', () => {
      const kind = answers.shift();
      return kind === undefined
        ? { kind: 'accepted', request: 'POST' }
        : { kind, request: 'POST', detail: 'not well' };
    });
    const ids = await yard.queue('shaky', 3);
    await yard.work();
    for (let turn = 0; turn < 4; turn += 1) {
      yard.later(8_000);
      await yard.work();
    }
    expect(yard.sentTo('shaky')).toEqual([ids[0], ids[0], ...ids]);
    const outcomes = (await yard.attemptsOf(ids[0]!)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['timeout', 'invalid-answer', 'accepted']);
  });

  it('expire when their time is over, after one more attempt at its end', async () => {
    yard.at('gone-home', isAway);
    const ids = await yard.queue('gone-home', 1);
    await yard.work();
    yard.later(hour);
    await yard.work();
    expect(await yard.states(ids)).toEqual(['expired']);
    expect((await yard.attemptsOf(ids[0]!)).length).toBe(2);
  });

  it('rest as long as their partner asks', async () => {
    yard.at('busy', () => ({ kind: 'unreachable', request: 'POST', detail: '429', retryAfterMs: 600_000 }));
    await yard.queue('busy', 2);
    await yard.work();
    yard.later(500_000);
    await yard.work();
    expect(yard.sentTo('busy').length).toBe(1);
    yard.later(110_000);
    await yard.work();
    expect(yard.sentTo('busy').length).toBe(2);
  });

  it('to several destinations do not wait for each other', async () => {
    const slow = signal<SendOutcome>();
    yard.at('slow', () => slow.promise);
    yard.at('quick', accepts);
    const slowIds = await yard.queue('slow', 1);
    const quickIds = await yard.queue('quick', 3);
    const worker = yard.worker();
    await worker.look();
    while ((await yard.states(quickIds)).includes('pending')) await new Promise(setImmediate);
    expect(await yard.states(slowIds)).toEqual(['pending']);
    slow.give({ kind: 'accepted', request: 'POST' });
    await worker.stop();
    expect(await yard.states(slowIds)).toEqual(['delivered']);
  });

  it('of other keys go on where order is by key, and those of the same key wait', async () => {
    const held = signal<SendOutcome>();
    yard.at(
      'keyed',
      (message) =>
        message.bytes.toString() === 'held' ? held.promise : accepts(message, new AbortController().signal),
      'key',
    );
    const [first] = await yard.queue('keyed', 1, { orderKey: 'A', bytes: Buffer.from('held') });
    const [same] = await yard.queue('keyed', 1, { orderKey: 'A', bytes: Buffer.from('same') });
    const [other] = await yard.queue('keyed', 1, { orderKey: 'B', bytes: Buffer.from('other') });
    const worker = yard.worker();
    await worker.look();
    while ((await yard.states([other!]))[0] === 'pending') await new Promise(setImmediate);
    expect(yard.sentTo('keyed').sort()).toEqual([first!, other!].sort());
    held.give({ kind: 'accepted', request: 'POST' });
    await worker.idle();
    await worker.stop();
    expect(yard.sentTo('keyed').at(-1)).toBe(same);
  });
});

describe('a breaker', () => {
  it('opens after failures in a row, tries with one, and lets all go when the partner is back', async () => {
    yard.at('down', isAway);
    const ids = await yard.queue('down', 4);
    for (let turn = 0; turn < 3; turn += 1) {
      await yard.work();
      yard.later(8_000);
    }
    expect(await yard.breakerOf('down')).toBe('open');
    const before = yard.sentTo('down').length;
    yard.later(8_000);
    await yard.work();
    expect(yard.sentTo('down').length).toBe(before);
    yard.later(60_000);
    await yard.work();
    expect(yard.sentTo('down').length).toBe(before + 1);
    expect(await yard.breakerOf('down')).toBe('open');
    yard.at('down', accepts);
    yard.later(200_000);
    await yard.work();
    expect(await yard.breakerOf('down')).toBe('closed');
    expect(await yard.states(ids)).toEqual(Array(4).fill('delivered'));
    expect(yard.sentTo('down').slice(-4)).toEqual(ids);
  });

  it('lets what is too old expire with the attempt that finds the partner still away, and keeps what is younger', async () => {
    yard.at('never-back', isAway);
    const old = await yard.queue('never-back', 3);
    for (let turn = 0; turn < 3; turn += 1) {
      await yard.work();
      yard.later(8_000);
    }
    yard.later(hour);
    const young = await yard.queue('never-back', 2);
    await yard.work();
    expect(await yard.states([...old, ...young])).toEqual([
      ...Array(3).fill('expired'),
      'pending',
      'pending',
    ]);
    expect((await yard.attemptsOf(old[2]!)).length).toBe(0);
  });
});

describe('a destination whose partner wants nothing more', () => {
  it('is switched off with the reason and keeps its backlog', async () => {
    yard.at('closed', () => ({ kind: 'gone', request: 'POST', detail: 'HTTP status 410' }));
    const ids = await yard.queue('closed', 2);
    await yard.work();
    yard.later(hour);
    await yard.work();
    expect(yard.sentTo('closed').length).toBe(1);
    expect(await yard.states(ids)).toEqual(['pending', 'pending']);
    expect(
      await yard.dataSource.query(
        `SELECT switched_off_reason FROM destination_state WHERE destination = 'closed' AND switched_off_at IS NOT NULL`,
      ),
    ).toEqual([{ switched_off_reason: 'HTTP status 410' }]);
  });
});

describe('a receipt that comes later', () => {
  const taken = (): SendOutcome => ({ kind: 'accepted', request: 'POST', receiptWithinMs: 60_000 });

  it('is waited for while others go on, and settles its delivery', async () => {
    yard.at('async', taken);
    const [one, other] = await yard.queue('async', 2);
    await yard.work();
    expect(await yard.states([one!, other!])).toEqual(['awaiting-receipt', 'awaiting-receipt']);
    expect(
      await settleReceipt(yard.dataSource, one!, { kind: 'accepted', receipt: Buffer.from('MDN') }),
    ).toBe(true);
    expect(await settleReceipt(yard.dataSource, other!, { kind: 'refused', detail: 'failed/Failure' })).toBe(
      true,
    );
    expect(await yard.states([one!, other!])).toEqual(['delivered', 'failed']);
    expect(await settleReceipt(yard.dataSource, one!, { kind: 'accepted' })).toBe(false);
  });

  it('that does not come makes the delivery due again, under the same id', async () => {
    yard.at('forgetful', taken);
    const [id] = await yard.queue('forgetful', 1);
    await yard.work();
    yard.later(61_000);
    await yard.work();
    expect(yard.sentTo('forgetful')).toEqual([id, id]);
    expect((await yard.attemptsOf(id!)).map(({ outcome }) => outcome)).toEqual([
      'timeout',
      'awaiting-receipt',
    ]);
  });
});

describe('several workers', () => {
  it('never serve one destination at the same time', async () => {
    const answer = signal<SendOutcome>();
    yard.at('shared', () => answer.promise);
    await yard.queue('shared', 3);
    const [one, two] = [yard.worker(), yard.worker()];
    await Promise.all([one.look(), two.look()]);
    await new Promise(setImmediate);
    await two.look();
    answer.give({ kind: 'accepted', request: 'POST' });
    await Promise.all([one.idle(), two.idle()]);
    await Promise.all([one.stop(), two.stop()]);
    const sent = yard.sentTo('shared');
    expect(new Set(sent).size).toBe(sent.length);
  });

  it('take over from a dead one, which is known to have had something under way', async () => {
    const never = signal<SendOutcome>();
    yard.at('taken-over', () => never.promise);
    const [id] = await yard.queue('taken-over', 1);
    const dead = yard.worker();
    await dead.look();
    while (yard.sentTo('taken-over').length === 0) await new Promise(setImmediate);
    yard.at('taken-over', accepts);
    yard.later(19_000);
    await yard.work();
    expect(yard.sentTo('taken-over').length).toBe(1);
    yard.later(2_000);
    await yard.work();
    expect(yard.sentTo('taken-over')).toEqual([id, id]);
    expect((await yard.attemptsOf(id!)).map(({ outcome }) => outcome)).toEqual(['interrupted', 'accepted']);
    // the answer that the first one still gets changes nothing
    never.give({ kind: 'refused', request: 'POST', detail: 'too late' });
    await dead.stop();
    expect(await yard.states([id!])).toEqual(['delivered']);
  });

  it('send nothing after they stood still for longer than their lease', async () => {
    const clock = {
      aheadMs: yard.clock.aheadMs,
      stoodStillMs: 0,
      monotonicMs: () => performance.now() + clock.stoodStillMs,
    };
    const frozen = yard.worker({}, clock);
    const resolved = signal<void>();
    yard.at('frozen', accepts);
    const [id] = await yard.queue('frozen', 1);
    const query = yard.dataSource.query.bind(yard.dataSource);
    yard.dataSource.query = (async (sql: string, values?: unknown[]) => {
      const rows: unknown = await query(sql, values);
      // it falls asleep between the beginning of the attempt and the sending
      if (sql.startsWith('SELECT bytes')) clock.stoodStillMs = 60_000;
      return rows;
    }) as typeof yard.dataSource.query;
    await frozen.look();
    await frozen.idle();
    yard.dataSource.query = query;
    resolved.give();
    await frozen.stop();
    expect(yard.sentTo('frozen')).toEqual([]);
    await yard.work();
    expect(yard.sentTo('frozen')).toEqual([id]);
  });

  it('count an acceptance that comes after they lost the destination: it is not sent again', async () => {
    const late = signal<SendOutcome>();
    yard.at('late', () => late.promise);
    const ids = await yard.queue('late', 1);
    const slow = yard.worker();
    await slow.look();
    while (yard.sentTo('late').length === 0) await new Promise(setImmediate);
    yard.later(30_000);
    const next = yard.worker();
    late.give({ kind: 'accepted', request: 'POST', receipt: Buffer.from('P-1') });
    await slow.idle();
    await next.look();
    await next.idle();
    await Promise.all([slow.stop(), next.stop()]);
    expect(yard.sentTo('late')).toEqual(ids);
    expect(await yard.states(ids)).toEqual(['delivered']);
  });

  it('give back what is under way when they have to stop', async () => {
    yard.at(
      'endless',
      (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () =>
            resolve({ kind: 'timeout', request: 'POST', detail: 'aborted' }),
          );
        }),
    );
    const [id] = await yard.queue('endless', 1);
    const worker = yard.worker({ graceMs: 1 });
    await worker.look();
    while (yard.sentTo('endless').length === 0) await new Promise(setImmediate);
    await worker.stop();
    expect((await yard.attemptsOf(id!)).map(({ outcome }) => outcome)).toEqual(['interrupted']);
    yard.at('endless', accepts);
    await yard.work();
    expect(await yard.states([id!])).toEqual(['delivered']);
  });
});
