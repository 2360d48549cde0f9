import { afterEach, describe, expect, it } from '@jest/globals';
import { bianzu, type Ended } from './bianzu.js';
import { openSmallHub, type Reply, type SmallHub } from './small-hub.js';

const id = '019d1f3e-7c00-7000-8000-000000000002';
const messageId = '019d1f3e-7c00-7000-8000-000000000001';
const at = '2026-03-16T00:30:00.000Z';
const delivery = {
  ...{ id, messageId, kind: 'message', destination: 'port-orders', partner: 'port', state: 'failed' },
  stateAt: at,
  queue: { state: 'waiting', attempts: 1, dueAt: at },
  attempts: [
    { number: 1, at, outcome: 'refused', latencyMs: 12, request: 'POST /in', answer: '422', detail: 'no' },
  ],
};
const destination = {
  ...{ id: 'port-orders', partner: 'port', state: 'resting', failed: 2, breaker: { state: 'open' } },
  backlog: { waiting: 3, sending: 1, awaitingReceipt: 0, offered: 0, oldestAt: at },
  lastFailure: 'timeout: \u001b[2J',
};

describe('the commands for deliveries and destinations', () => {
  let hub: SmallHub | undefined;
  afterEach(() => hub?.close());

  async function against(reply: Reply, ...args: string[]): Promise<Ended> {
    hub = await openSmallHub([reply]);
    return bianzu(args, { environment: { BIANZU_URL: hub.url, BIANZU_TOKEN: 'bzt_test' } });
  }
  const ok = (body: object): Reply => ({ status: 200, body });
  const asked = (): [string, string, string] => {
    const { method, url, body } = hub!.seen[0]!;
    return [method, url, body.toString()];
  };

  it('list deliveries by state, and say that there are more', async () => {
    const ended = await against(
      ok({ deliveries: [delivery], next: id }),
      ...['deliveries', 'list', '--state', 'failed'],
    );
    expect(ended.out).toBe(`${at}\tfailed\tport-orders\tmessage\t${id}\t${messageId}\n`);
    expect(ended.err).toBe('There are more; raise --limit.\n');
    expect(asked()).toEqual(['GET', '/v1/deliveries?limit=50&state=failed', '']);
  });

  it('show each attempt of one, and send it once more', async () => {
    const shown = await against(ok(delivery), 'deliveries', 'show', id);
    const lines = ['  1. 2026-03-16T00:30:00.000Z refused 12 ms', '     POST /in', '     422', '     no'];
    expect(shown.out).toContain(lines.join('\n'));
    await hub!.close();
    const again = await against(
      { status: 202, body: delivery },
      ...['deliveries', 'resend', id, '--reason', 'lost'],
    );
    expect([again.exitCode, ...asked()]).toEqual([
      0,
      'POST',
      `/v1/deliveries/${id}/resend`,
      '{"reason":"lost"}',
    ]);
  });

  it('list destinations, and what they say does nothing to a terminal', async () => {
    const ended = await against(ok({ destinations: [destination] }), 'destinations', 'list');
    expect(ended.out).toBe(`port-orders\tport\tresting\t4\t${at}\t2\topen\ttimeout: \\u001b[2J\n`);
  });

  it('pause a destination with a reason, and not without', async () => {
    const args = ['destinations', 'pause', 'webhook/1'];
    expect((await bianzu(args)).exitCode).toBe(2);
    await against(ok(destination), ...args, '--reason', 'moving');
    expect(asked()).toEqual(['POST', '/v1/destinations/webhook%2F1/pause', '{"reason":"moving"}']);
  });

  it('count before they purge', async () => {
    const args = ['destinations', 'purge', 'port-orders', '--what', 'backlog', '--reason', 'old'];
    const counted = await against(ok({ purged: false, count: 7 }), ...args);
    expect([counted.out, asked()[2]]).toEqual([
      '7; to purge them add --count 7\n',
      '{"what":"backlog","reason":"old"}',
    ]);
    await hub!.close();
    expect((await against(ok({ purged: true, count: 7 }), ...args, '--count', '7')).out).toBe('7 purged.\n');
    expect(asked()[2]).toBe('{"what":"backlog","reason":"old","count":7}');
  });
});
