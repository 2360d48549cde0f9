import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { readBody, readJson } from './read-body.js';

const megabyte = 1024 * 1024;

async function restOf(rest: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of rest) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('the body of a request', () => {
  it('is read as a whole when it is small', async () => {
    const { head, rest } = await readBody(Readable.from([Buffer.from('ab'), Buffer.from('c')]), 3);
    expect(Buffer.from(head).toString()).toBe('abc');
    expect(rest).toBeUndefined();
    expect((await readBody(Readable.from([]), 3)).head).toHaveLength(0);
  });

  it('is given piece by piece, every byte once, when it is large', async () => {
    const pieces = Array.from({ length: 40 }, (_, n) => Buffer.alloc(100_000, n));
    const { head, rest } = await readBody(Readable.from(pieces), 5_000_000);
    expect(head.byteLength).toBeGreaterThanOrEqual(megabyte);
    expect(Buffer.concat([head, await restOf(rest!)]).equals(Buffer.concat(pieces))).toBe(true);
  });

  it('is refused as soon as it passes the limit, at its head or behind it', async () => {
    const tooLarge = { problem: { status: 413 } };
    await expect(readBody(Readable.from([Buffer.alloc(11)]), 10)).rejects.toMatchObject(tooLarge);
    const pieces = Array.from({ length: 40 }, () => Buffer.alloc(100_000));
    const { rest } = await readBody(Readable.from(pieces), 2_000_000);
    await expect(restOf(rest!)).rejects.toMatchObject(tooLarge);
  });

  it('is refused when the sender goes away in the middle', async () => {
    const stream = new PassThrough();
    stream.write('half');
    const body = readBody(stream, 10);
    await once(stream, 'data');
    stream.destroy();
    await expect(body).rejects.toMatchObject({ problem: { status: 400 } });
  });

  it('counts as an empty object where JSON is expected and nothing came', async () => {
    expect(await readJson(Readable.from([]))).toEqual({});
    await expect(readJson(Readable.from([Buffer.from(' ')]))).rejects.toMatchObject({
      problem: { status: 400 },
    });
  });
});
