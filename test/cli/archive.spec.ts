import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '#apps/cli';
import { ArchiveWriter } from '#libs/archive';

const id = '01a2042c-8bf7-719f-ad70-39f2ff9b4b7c';
const day = new Date(Number.parseInt('01a2042c8bf7', 16)).toISOString().slice(0, 10);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bianzu-cli-archive-'));
  const writer = new ArchiveWriter(folder, `${day.replaceAll('-', '')}-1`, day);
  const facts = { keys: [{ type: 'order', value: 'O-1' }], sender: 'sys-1', state: 'accepted' };
  await writer.add({ id, facts, blobs: [{ name: 'payload', bytes: Buffer.from('<订单/>') }] });
  await writer.finish();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function bianzu(...args: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const output = Promise.all([text(out), text(err)]);
  const environment = { BIANZU_ARCHIVE: folder };
  const exitCode = await run({ args, environment, input: Readable.from([]), out, err, home: resolve('.') });
  out.end();
  err.end();
  const [written, noted] = await output;
  return { exitCode, out: written, err: noted };
}

describe('bianzu archive', () => {
  it('lists, finds and reads messages without a database', async () => {
    expect((await bianzu('archive', 'list')).out).toContain(day);
    expect((await bianzu('archive', 'search', 'order:O-1')).out).toContain(id);
    expect((await bianzu('archive', 'search', 'order:O-2')).err).not.toBe('');
    expect(JSON.parse((await bianzu('archive', 'read', id)).out)).toMatchObject({
      id,
      facts: { sender: 'sys-1' },
    });
    expect((await bianzu('archive', 'read', id, '--content', 'payload')).out).toBe('<订单/>');
  });

  it('says what is not there', async () => {
    expect(await bianzu('archive', 'read', id.replace('01a2', '01a3'))).toMatchObject({ exitCode: 2 });
    expect(await bianzu('archive', 'read', id, '--content', 'canonical/0')).toMatchObject({ exitCode: 2 });
    expect(await bianzu('archive', 'list', '--archive', join(folder, 'no'))).toMatchObject({ exitCode: 2 });
    expect(await bianzu('archive', 'search', 'O-1')).toMatchObject({ exitCode: 2 });
  });

  it('tells files that have changed', async () => {
    expect(await bianzu('archive', 'verify')).toMatchObject({ exitCode: 0 });
    appendFileSync(join(folder, `${day.replaceAll('-', '')}-1.data`), 'x');
    expect(await bianzu('archive', 'verify')).toMatchObject({ exitCode: 1 });
  });
});
