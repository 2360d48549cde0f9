import { afterEach, describe, expect, it } from '@jest/globals';
import type { LookLimits, Outbox, OutboxEntry, RouteName } from '#libs/journal';
import { StageError } from '#libs/message';
import { PublicationError, type Publication } from '#libs/transport';
import { OutboxRelay } from './outbox-relay.js';

function entry(id: number, routingKey: string): OutboxEntry {
  const body = Buffer.from(String(id));
  return {
    id: String(id),
    kind: 'work',
    exchange: 'bianzu.work',
    routingKey,
    messageId: `m${id}`,
    body,
    properties: {},
    queuedAtMs: 0,
  };
}

/** An outbox in memory that keeps the promises of the real one. */
class ListedOutbox {
  constructor(readonly entries: OutboxEntry[]) {}

  async waiting(
    busy: readonly RouteName[],
    { perRoute }: LookLimits,
  ): Promise<Map<RouteName, OutboxEntry[]>> {
    const routes = new Map<RouteName, OutboxEntry[]>();
    for (const one of this.entries) {
      const route = `${one.exchange}/${one.routingKey}`;
      const known = routes.get(route) ?? [];
      if (!busy.includes(route) && known.length < perRoute) routes.set(route, [...known, one]);
    }
    return routes;
  }

  async handedOver(entries: readonly OutboxEntry[]): Promise<void> {
    for (const one of entries) this.entries.splice(this.entries.indexOf(one), 1);
  }

  async notHandedOver(): Promise<void> {
    // the entries stay where they are
  }
}

type Publish = (batch: readonly Publication[]) => Promise<void>;
let relay: OutboxRelay | undefined;

function start(entries: OutboxEntry[], publish: Publish): ListedOutbox {
  const outbox = new ListedOutbox(entries);
  const quiet = (): void => undefined;
  relay = new OutboxRelay(outbox as unknown as Outbox, { publish }, quiet, {
    lookEveryMs: 5,
    breathMs: 1,
    restMs: 5,
    perRoute: 2,
  });
  relay.start();
  return outbox;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('the outbox relay', () => {
  afterEach(async () => {
    await relay?.stop();
  });

  it('hands over each route in its order, a few at a time', async () => {
    const seen: string[] = [];
    const outbox = start([entry(1, '0'), entry(2, '1'), entry(3, '0'), entry(4, '0')], async (batch) => {
      expect(batch.length).toBeLessThanOrEqual(2);
      seen.push(...batch.map(({ routingKey, body }) => `${routingKey}:${Buffer.from(body).toString()}`));
    });
    await until(() => outbox.entries.length === 0);
    expect(seen.filter((one) => one.startsWith('0:'))).toEqual(['0:1', '0:3', '0:4']);
    expect(seen).toContain('1:2');
  });

  it('goes on with the other routes while one is slow', async () => {
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const outbox = start([entry(1, 'slow'), entry(2, 'fast')], ([first]) =>
      first!.routingKey === 'slow' ? slow : Promise.resolve(),
    );
    await until(() => outbox.entries.length === 1);
    expect(outbox.entries[0]!.routingKey).toBe('slow');
    release();
    await until(() => outbox.entries.length === 0);
  });

  it('strikes off only what the transport has confirmed, and comes back for the rest', async () => {
    let tries = 0;
    const outbox = start([entry(1, '0'), entry(2, '0')], async () => {
      if (++tries > 1) return;
      throw new PublicationError(new Map([[1, new StageError('publish', 'no confirm', true)]]));
    });
    await until(() => outbox.entries.length === 1);
    expect(outbox.entries[0]!.id).toBe('2');
    await until(() => outbox.entries.length === 0);
    expect(tries).toBe(2);
  });

  it('keeps everything when the transport is away, and goes on when it is back', async () => {
    let isAway = true;
    let tries = 0;
    const outbox = start([entry(1, '0')], async () => {
      tries += 1;
      if (isAway) throw new Error('the broker is away');
    });
    await until(() => tries >= 2);
    expect(outbox.entries).toHaveLength(1);
    isAway = false;
    await until(() => outbox.entries.length === 0);
  });
});
