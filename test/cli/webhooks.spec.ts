import { afterEach, describe, expect, it } from '@jest/globals';
import { bianzu, type Ended } from './bianzu.js';
import { openSmallHub, type Reply, type SmallHub } from './small-hub.js';

const id = '019d1f3e-7c00-7000-8000-000000000003';
const at = '2026-03-16T00:30:00.000Z';
const type = 'cn.bianzu.transport-status.v1';
const subscription = {
  ...{ id, partner: 'port', url: 'https://port.example/hooks', types: [type], state: 'active', reason: null },
  keys: [{ type: 'waybill', value: '1\u001b[2J' }],
};
const line = `${id}\tport\tactive\thttps://port.example/hooks\t${type}\twaybill:1\\u001b[2J\t-\n`;
const ok = (body: object, headers: Record<string, string> = {}): Reply => ({ status: 200, body, headers });

describe('the commands for webhooks', () => {
  let hub: SmallHub | undefined;
  afterEach(() => hub?.close());

  async function against(replies: readonly Reply[], ...args: string[]): Promise<Ended> {
    hub = await openSmallHub(replies);
    return bianzu(['webhooks', ...args], { environment: { BIANZU_URL: hub.url, BIANZU_TOKEN: 'bzt_test' } });
  }
  const asked = (): string[] =>
    hub!.seen.map(({ method, url, body }) => `${method} ${url} ${body.toString()}`.trim());

  it('list subscriptions, of a partner and in a state, harmless to a terminal', async () => {
    const others = [
      { ...subscription, partner: 'other' },
      { ...subscription, state: 'disabled' },
    ];
    const all = ok({ subscriptions: [subscription, ...others] });
    expect((await against([all], 'list', '--partner', 'port', '--state', 'active')).out).toBe(line);
    await hub!.close();
    expect((await against([all], 'list', '--json')).out.trim().split('\n')).toHaveLength(3);
  });

  it('show one with its latest attempts', async () => {
    const attempt = {
      event: { id: 'e-1', type },
      at,
      outcome: 'refused',
      status: 422,
      detail: 'no',
      state: 'failed',
    };
    const { out } = await against([ok(subscription), ok({ attempts: [attempt], next: null })], 'show', id);
    expect(out).toBe(`${line}  ${at}\trefused\t422\t${type}\te-1\tfailed\tno\n`);
    expect(asked()[1]).toBe(`GET /v1/webhooks/${id}/attempts?limit=20`);
  });

  it('test one, and end with 1 when it does not accept', async () => {
    const knock = { eventId: 'ping-1', status: 204, detail: null, latencyMs: 12 };
    const fine = await against([ok({ ...knock, outcome: 'accepted' })], 'test', id);
    expect([fine.exitCode, fine.out]).toEqual([0, 'accepted\t204\t12 ms\tping-1\t-\n']);
    await hub!.close();
    expect((await against([ok({ ...knock, outcome: 'timeout' })], 'test', id)).exitCode).toBe(1);
  });

  it('count before they replay, and say where to go on', async () => {
    const counted = await against(
      [ok({ dryRun: true, events: 5_000, continueFrom: at })],
      ...['replay', id, '--from', '2026-03-16', '--types', type],
    );
    expect([counted.out, counted.err]).toEqual([
      '5000; to send them add --send\n',
      `There are more: --from ${at}\n`,
    ]);
    const body = { from: '2026-03-16T00:00:00.000Z', types: [type], dryRun: true };
    expect(asked()).toEqual([`POST /v1/webhooks/${id}/replay ${JSON.stringify(body)}`]);
    await hub!.close();
    const sent = await against(
      [ok({ dryRun: false, events: 3, continueFrom: null })],
      'replay',
      id,
      '--from',
      at,
      '--send',
    );
    expect(sent.out).toBe('3 are sent again.\n');
    expect((await bianzu(['webhooks', 'replay', id, '--from', 'yesterday'])).exitCode).toBe(2);
  });

  it('disable what they have seen, and nothing that somebody has changed meanwhile', async () => {
    const disabled = { ...subscription, state: 'disabled', reason: 'by operator' };
    const { out } = await against([ok(subscription, { etag: '"7"' }), ok(disabled)], 'disable', id);
    expect(out).toContain('\tdisabled\t');
    expect([hub!.seen[1]!.headers['if-match'], asked()[1]]).toEqual([
      '"7"',
      `PATCH /v1/webhooks/${id} {"state":"disabled"}`,
    ]);
    await hub!.close();
    const refused = await against(
      [ok(subscription, { etag: '"7"' }), { status: 412, body: { title: 'precondition-failed' } }],
      'disable',
      id,
    );
    expect([refused.exitCode, refused.err]).toEqual([2, 'The hub answered 412 precondition-failed\n']);
  });
});
