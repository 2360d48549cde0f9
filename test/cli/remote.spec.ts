import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { bianzu, jsonLines, type Ended } from './bianzu.js';
import { openSmallHub, type Reply, type SmallHub } from './small-hub.js';

const file = 'schemas/sources/sys-1/samples/order-full-wagon.xml';
const id = '019d1f3e-7c00-7000-8000-000000000001';
const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
const receipt = { status: 202, body: { id, sha256, location: `/v1/messages/${id}` } };
const summary = {
  id,
  sender: 'sys-1',
  channel: 'rest',
  state: 'accepted',
  reason: null,
  receivedAt: '2026-03-16T00:30:00.000Z',
  agreement: 'order',
  reference: 'DK2026031600000001',
  sizeBytes: 1811,
  sha256,
};
const journey = {
  ...summary,
  issues: [],
  keys: [{ type: 'order', value: 'DD2026031600001' }],
  canonical: [{ type: 'transport-order', version: 1, mapping: 'sys-1/order-to-transport-order' }],
  deliveries: [
    {
      kind: 'message',
      destination: 'sys-2-orders',
      state: 'delivered',
      attempts: [{ outcome: 'confirmed' }],
    },
  ],
};
const fault = {
  code: 'code-not-listed',
  severity: 'error',
  text: { zh: '代码“99999”不在代码表中。', en: 'The code "99999" is not in the list.\u001b[2J' },
};

describe('the commands that talk to a hub', () => {
  let hub: SmallHub | undefined;
  afterEach(() => hub?.close());

  async function against(replies: readonly Reply[], ...args: string[]): Promise<Ended> {
    hub = await openSmallHub(replies);
    return bianzu(args, { environment: { BIANZU_URL: hub.url, BIANZU_TOKEN: 'bzt_test' } });
  }

  it('send exactly the bytes of the file, with its name, a token and a key', async () => {
    const ended = await against([receipt], 'send', file, '--content-type', 'application/xml');
    expect(ended).toMatchObject({ exitCode: 0, out: `${id}\t${sha256}\n` });
    const [request] = hub!.seen;
    expect(request).toMatchObject({ method: 'POST', url: '/v1/messages', body: readFileSync(file) });
    expect(request!.headers).toMatchObject({
      authorization: 'Bearer bzt_test',
      'content-type': 'application/xml',
      'content-disposition': "attachment; filename*=UTF-8''order-full-wagon.xml",
      'idempotency-key': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('send again with the same key after 503 and a broken connection', async () => {
    const busy: Reply = { status: 503, headers: { 'retry-after': '0' } };
    const ended = await against([busy, 'hang-up', receipt], 'send', file);
    expect(ended.exitCode).toBe(0);
    expect(new Set(hub!.seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(hub!.seen.map(({ body }) => body.equals(readFileSync(file)))).toEqual([true, true, true]);
    expect(ended.err).toMatch(/^503, again in 0 ms\nECONNRESET, again in \d+ ms\n$/);
  });

  it('wait for the verdict and tell it', async () => {
    const waiting = { status: 200, body: { ...journey, state: 'received' } };
    const refused = {
      ...journey,
      state: 'refused',
      reason: 'code-not-listed',
      issues: [fault],
      deliveries: [],
    };
    const ended = await against(
      [receipt, waiting, { status: 503 }, { status: 200, body: refused }],
      'send',
      file,
      '--wait',
    );
    expect(ended.exitCode).toBe(1);
    expect(ended.out).toContain('verdict: refused (code-not-listed)');
    expect(ended.out).toContain('error code-not-listed: The code "99999" is not in the list.\\u001b[2J');
  });

  it('wait until every record of a batch has its verdict', async () => {
    const split = (records: object): Reply => ({
      status: 200,
      body: { ...journey, state: 'split', records },
    });
    const ended = await against(
      [receipt, split({ received: 3, accepted: 7 }), split({ accepted: 10 })],
      ...['send', file, '--wait', '--json'],
    );
    expect(ended.exitCode).toBe(0);
    expect(jsonLines(ended)).toEqual([expect.objectContaining({ records: { accepted: 10 } })]);
  });

  it('tell what the hub refuses, in the chosen language, and do not try again', async () => {
    const text = { zh: '缺少或无效的访问令牌。', en: 'The access token is missing or not valid.' };
    const refused = { status: 401, body: { title: 'unauthorised', text } };
    const ended = await against([refused], 'send', file, '--lang', 'zh');
    expect(ended).toMatchObject({ exitCode: 2, out: '' });
    expect(ended.err).toBe('枢纽回答 401 unauthorised 缺少或无效的访问令牌。\n');
    expect(hub!.seen).toHaveLength(1);
  });

  it('search by business key', async () => {
    const ended = await against(
      [{ status: 200, body: { messages: [summary], next: null } }],
      'search',
      'order:DD2026031600001',
    );
    expect(ended).toMatchObject({ exitCode: 0, err: '' });
    expect(ended.out).toBe(`2026-03-16T00:30:00.000Z\taccepted\tsys-1\torder\tDK2026031600000001\t${id}\n`);
    expect(hub!.seen[0]!.url).toBe('/v1/messages?key=order%3ADD2026031600001&limit=50');
  });

  it('show the journey of a message', async () => {
    const ended = await against([{ status: 200, body: journey }], 'message', id);
    expect(ended.exitCode).toBe(0);
    expect(ended.out).toContain('order:DD2026031600001');
    expect(ended.out).toContain('= transport-order/1 (sys-1/order-to-transport-order)');
    expect(ended.out).toContain('> message sys-2-orders: delivered (1)');
  });

  it('say that the address answers but is no hub, or does not answer, or is none', async () => {
    expect(await against([{ status: 200, body: [] }], 'search', 'order:1')).toMatchObject({
      exitCode: 2,
      err: 'What answered is not a hub.\n',
    });
    const nobody = { environment: { BIANZU_TOKEN: 'bzt_test', BIANZU_URL: 'http://127.0.0.1:1' } };
    expect(await bianzu(['message', id], nobody)).toMatchObject({
      exitCode: 2,
      err: 'The hub cannot be reached: ECONNREFUSED\n',
    });
    expect((await bianzu(['message', id, '--url', 'file:///etc/passwd'], nobody)).exitCode).toBe(2);
    expect(await bianzu(['message', id])).toMatchObject({
      exitCode: 2,
      err: 'An access token is needed: --token or BIANZU_TOKEN.\n',
    });
  });
});
