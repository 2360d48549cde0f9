import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';
import type { JourneyView } from '../support/views.js';

const maxBodyBytes = 64 * 1024;
let next = 900;

/** A fresh order with these changes, so that no two of them share a reference. */
function orderWith(changes: Readonly<Record<string, string>>): Buffer {
  next += 1;
  return keyAccountOrder({ reference: `DK2026031600000${next}`, order: `DD2026031600${next}` }, changes);
}

describe('data that is wrong', () => {
  let hub: Installation;
  let keyAccounts: HubClient;

  const outcomeOf = async (bytes: Uint8Array): Promise<JourneyView> =>
    keyAccounts.settled(await keyAccounts.taken(bytes, { contentType: 'application/xml' }));

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'embedded', maxBodyBytes });
    keyAccounts = await hub.client('sys-1');
  });
  afterAll(() => hub.close());

  it('is refused with every fault at once, each located and told in Chinese and English', async () => {
    const bytes = orderWith({
      '<DZTMISM>30062<': '<DZTMISM>99999<',
      '91610111719702345H': '91610111719702345A',
      '<YQZCRQ>2026-03-18<': '<YQZCRQ>2026-02-30<',
    });
    const lines = iconv.decode(bytes, 'gb18030').split('\n');
    const lineOf = (text: string): number => lines.findIndex((line) => line.includes(text)) + 1;
    const { state, issues, canonical, deliveries } = await outcomeOf(bytes);
    expect(state).toBe('refused');
    const faults = issues.map(({ code, location: { line } }) => ({ code, line }));
    expect(faults).toContainEqual({ code: 'code-not-listed', line: lineOf('99999') });
    expect(faults).toContainEqual({ code: 'check-digit-wrong', line: lineOf('91610111719702345A') });
    expect(faults.map(({ line }) => line)).toContain(lineOf('2026-02-30'));
    for (const { text } of issues) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(text.en).toMatch(/[a-z]{3}/);
    }
    expect(canonical).toEqual([]);
    expect(deliveries.filter(({ kind }) => kind === 'message')).toEqual([]);
  });

  it('holds nothing else back: a right order sent with it is accepted', async () => {
    const [wrong, right] = await Promise.all([
      outcomeOf(orderWith({ '<DZTMISM>30062<': '<DZTMISM>99999<' })),
      outcomeOf(orderWith({})),
    ]);
    expect([wrong.state, right.state]).toEqual(['refused', 'accepted']);
  });

  it('is refused at the line where XML is not well-formed', async () => {
    const bytes = orderWith({ '</DDH>': '</DDX>' });
    const line = iconv.decode(bytes, 'gb18030').slice(0, iconv.decode(bytes, 'gb18030').indexOf('</DDX>'));
    expect(await outcomeOf(bytes)).toMatchObject({
      state: 'refused',
      reason: 'xml-not-well-formed',
      issues: [{ location: { line: line.split('\n').length } }],
    });
  });

  it('is refused when its bytes are not in the charset that it declares, instead of being guessed', async () => {
    const utf8 = Buffer.from(iconv.decode(orderWith({}), 'gb18030'), 'utf8');
    const { state, reason } = await outcomeOf(utf8);
    expect(state).toBe('refused');
    expect(['charset-mismatch', 'charset-invalid']).toContain(reason);
    const gb18030 = iconv.encode(
      iconv.decode(orderWith({}), 'gb18030').replace('encoding="GB18030"', 'encoding="UTF-8"'),
      'gb18030',
    );
    expect(await outcomeOf(gb18030)).toMatchObject({ state: 'refused' });
  });

  it('is refused when the sender inside is not the one whose token brought it', async () => {
    const { state, issues } = await outcomeOf(orderWith({ '<FSF>DKHXT<': '<FSF>JZSLXT<' }));
    expect(state).toBe('refused');
    expect(issues.map(({ code }) => code)).toContain('sender-mismatch');
  });

  it('does no harm when it means to: entities, depth, and what is no text at all', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE KHDD [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><KHDD>&b;</KHDD>`;
    const external = `<?xml version="1.0"?><!DOCTYPE KHDD [<!ENTITY a SYSTEM "file:///etc/passwd">]><KHDD><BWT>&a;</BWT></KHDD>`;
    const deep = `<KHDD>${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</KHDD>`;
    for (const text of [bomb, external, deep]) {
      const journey = await outcomeOf(Buffer.from(text));
      expect(journey.state).toBe('refused');
      expect(JSON.stringify(journey)).not.toContain('root:');
    }
    const noise = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 197 + 13) % 256));
    expect(await outcomeOf(noise)).toMatchObject({ state: 'quarantined', reason: 'agreement-missing' });
    expect(await outcomeOf(orderWith({}))).toMatchObject({ state: 'accepted' });
  });
});

describe('a request that is wrong', () => {
  let hub: Installation;
  let keyAccounts: HubClient;

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'embedded', maxBodyBytes });
    keyAccounts = await hub.client('sys-1');
  });
  afterAll(() => hub.close());

  it('gets 400 when its body is empty', async () => {
    const answer = await keyAccounts.send('');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: 'urn:bianzu:problem:empty-body', status: 400 });
  });

  it('gets 413 when its body is larger than allowed, announced or not', async () => {
    const large = Buffer.alloc(maxBodyBytes + 1, 'x');
    expect(await keyAccounts.send(large)).toMatchObject({ status: 413 });
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let piece = 0; piece < 5; piece += 1) controller.enqueue(large.subarray(0, maxBodyBytes / 4));
        controller.close();
      },
    });
    const token = await hub.tokenOf('sys-1');
    const response = await fetch(new URL('/v1/messages', hub.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/xml' },
      body: pieces,
      duplex: 'half',
    });
    expect(response.status).toBe(413);
    const operator = await hub.client('operator');
    expect(await operator.search({ sender: 'sys-1' })).toEqual([]);
  });

  it('gets 401 without a token and with one that nobody has issued', async () => {
    for (const token of [undefined, 'bzt_of-nobody', "' OR 1=1 --"]) {
      const answer = await hub.stranger(token).send('<KHDD/>');
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('gets 403 when the token is not meant for it', async () => {
    expect(await keyAccounts.get('/v1/statistics/balance')).toMatchObject({ status: 403 });
    expect(await keyAccounts.get('/v1/customers')).toMatchObject({ status: 403 });
    const id = await keyAccounts.taken(orderWith({}));
    expect(await keyAccounts.post(`/v1/messages/${id}/release`)).toMatchObject({ status: 403 });
  });

  it('gets 404 for a message of somebody else, as if there were none', async () => {
    const id = await keyAccounts.taken(orderWith({}));
    const other = await hub.client('sys-4');
    for (const path of [`/v1/messages/${id}`, `/v1/messages/${id}/raw`]) {
      expect(await other.get(path)).toMatchObject({ status: 404 });
      expect(await keyAccounts.get(path)).toMatchObject({ status: 200 });
    }
    expect(await other.search({ sender: 'sys-1' })).toEqual([]);
    expect(await other.get('/v1/queues/bianzu.reply.sys-1')).toMatchObject({ status: 404 });
  });

  it('gets 400 with the reason when a parameter makes no sense', async () => {
    for (const path of [
      '/v1/messages?limit=0',
      '/v1/messages?state=lost',
      '/v1/messages?key=order',
      '/v1/messages?key=ordre:DD2026031600001',
      '/v1/messages?cursor=1',
      '/v1/base-data/stations?at=yesterday',
    ])
      expect({ path, ...(await keyAccounts.get(path)) }).toMatchObject({ path, status: 400 });
    expect(await keyAccounts.get('/v1/messages/not-an-id')).toMatchObject({ status: 404 });
    expect(await keyAccounts.get('/v1/nothing')).toMatchObject({ status: 404 });
  });
});
