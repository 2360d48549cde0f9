import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Publication } from '#libs/transport';
import { simulateDay } from './day.js';
import { DaySender } from './day-sender.js';

interface Request {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const { transmissions } = simulateDay({ scale: 0.05 });
const tokens = { 'sys-1': 'one', 'sys-2': 'two', 'sys-4': 'four', 'sys-5': 'five', 'sys-6': 'six' };
const patience = { firstPauseMs: 1, longestPauseMs: 5, giveUpAfterMs: 2000 };
let server: Server | undefined;

async function hub(
  answer: (request: Request, response: ServerResponse) => void,
): Promise<{ url: string; requests: Request[] }> {
  const requests: Request[] = [];
  server = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const request = { headers: incoming.headers, body: Buffer.concat(pieces) };
      requests.push(request);
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function accept(_request: Request, response: ServerResponse): void {
  response.writeHead(202).end('{}');
}

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

describe('sending a day', () => {
  it('posts the exact bytes with token, key and file name', async () => {
    const { url, requests } = await hub(accept);
    const report = await new DaySender({ url, tokens, patience }).send({ 'sys-6': transmissions['sys-6'] });
    expect(report['sys-6']).toEqual({ sent: 3, refusedAtDoor: 0, skipped: 0 });
    requests.forEach(({ headers, body }, place) => {
      const sent = transmissions['sys-6'][place]!;
      expect(headers).toMatchObject({
        authorization: 'Bearer six',
        'idempotency-key': sent.id,
        'content-type': sent.contentType,
        'content-disposition': `attachment; filename="${sent.fileName}"`,
      });
      expect(body.equals(sent.bytes)).toBe(true);
    });
  });

  it('keeps the order of each business key', async () => {
    const { url, requests } = await hub(accept);
    await new DaySender({ url, tokens, patience }).send({ 'sys-4': transmissions['sys-4'] });
    const arrived = requests.map(({ headers }) => headers['idempotency-key']);
    for (const key of new Set(transmissions['sys-4'].map(({ orderKey }) => orderKey))) {
      const ids = transmissions['sys-4'].filter(({ orderKey }) => orderKey === key).map(({ id }) => id);
      expect(arrived.filter((id) => ids.includes(id as string))).toEqual(ids);
    }
  });

  it('asks again under the same key while the hub is away, and counts what it refuses at once', async () => {
    let tries = 0;
    const { url, requests } = await hub((_, response) => {
      tries += 1;
      if (tries === 1) response.destroy();
      else if (tries === 2) response.writeHead(503, { 'retry-after': '0' }).end();
      else if (tries === 3) response.writeHead(429).end();
      else response.writeHead(422).end();
    });
    const first = transmissions['sys-4'].slice(0, 1);
    const report = await new DaySender({ url, tokens, patience }).send({ 'sys-4': first });
    expect(report['sys-4']).toEqual({ sent: 1, refusedAtDoor: 1, skipped: 0 });
    expect(requests.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(4).fill(first[0]!.id));
  });

  it('gives up when the token is not taken, and when nobody ever answers', async () => {
    const { url } = await hub((_, response) => response.writeHead(401).end('no'));
    const first = { 'sys-4': transmissions['sys-4'].slice(0, 1) };
    await expect(new DaySender({ url, tokens, patience }).send(first)).rejects.toThrow('401');
    const away = { ...patience, giveUpAfterMs: 20 };
    const nowhere = new DaySender({ url: 'http://127.0.0.1:1', tokens, patience: away });
    await expect(nowhere.send(first)).rejects.toThrow('gave up');
  });

  it('publishes in order to the intake exchange, and again when it was not confirmed', async () => {
    const published: Publication[] = [];
    let failures = 1;
    const publisher = {
      publish: async (batch: readonly Publication[]): Promise<void> => {
        if (failures > 0) {
          failures -= 1;
          throw new Error('broker gone');
        }
        published.push(...batch);
      },
    };
    const progress: number[] = [];
    const report = await new DaySender({
      url: 'http://127.0.0.1:1',
      tokens,
      publisher,
      patience,
      onProgress: ({ sent }) => progress.push(sent),
    }).send({ 'sys-2': transmissions['sys-2'] });
    const all = transmissions['sys-2'];
    expect(report['sys-2']).toEqual({ sent: all.length, refusedAtDoor: 0, skipped: 0 });
    expect(published.map(({ properties }) => properties.messageId)).toEqual(all.map(({ id }) => id));
    expect(published.every(({ exchange }) => exchange === 'bianzu.intake')).toBe(true);
    expect(published.map(({ routingKey }) => routingKey)).toEqual(all.map(({ sender }) => sender));
    expect(published[0]!.properties).toMatchObject({ appId: 'sys-2', replyTo: 'bianzu.reply.sys-2' });
    expect(progress.at(-1)).toBe(all.length);
  });

  it('skips over REST whom the hub does not know', async () => {
    const { url } = await hub(accept);
    const report = await new DaySender({ url, tokens, patience }).send({ 'sys-2': transmissions['sys-2'] });
    const unknown = transmissions['sys-2'].filter(({ sender }) => sender !== 'sys-2').length;
    expect(unknown).toBeGreaterThan(0);
    expect(report['sys-2']).toMatchObject({
      sent: transmissions['sys-2'].length - unknown,
      skipped: unknown,
    });
  });
});
