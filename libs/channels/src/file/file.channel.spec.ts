import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { channelContext, channelSuite, outboundMessage } from '../../test/channel-suite.js';
import { fileChannel } from './file.channel.js';

const nothing = channelContext(new Map());

channelSuite(fileChannel, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bianzu-file-'));
  return {
    settings: { folder },
    nobodyThere: { folder: join(folder, 'missing') },
    can: ['accept'],
    secrets: new Map(),
    behave: () => undefined,
    received: async () => {
      const names = await readdir(folder);
      const files = await Promise.all(
        names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
      );
      return Promise.all(files.sort((a, b) => a.at - b.at).map(({ name }) => readFile(join(folder, name))));
    },
    close: () => rm(folder, { recursive: true }),
  };
});

describe('a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bianzu-file-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('has one file when the same delivery comes again', async () => {
    const message = outboundMessage({ fileName: 'order.xml' });
    await fileChannel.send(message, { folder }, nothing);
    const again = await fileChannel.send({ ...message, attempt: 2 }, { folder }, nothing);
    expect(again.kind).toBe('accepted');
    expect(await readdir(folder)).toEqual(['order.xml']);
  });

  it('never loses a file of the same name', async () => {
    await writeFile(join(folder, 'kept.xml'), 'not ours');
    const message = outboundMessage({ fileName: 'kept.xml' });
    await fileChannel.send(message, { folder }, nothing);
    expect(await readFile(join(folder, 'kept.xml'), 'utf8')).toBe('not ours');
    expect(await readFile(join(folder, `${message.deliveryId}-kept.xml`))).toEqual(message.bytes);
  });

  it('is not left by a name with folders in it', async () => {
    await fileChannel.send(outboundMessage({ fileName: '../../escaped.xml' }), { folder }, nothing);
    expect(await readdir(folder)).toContain('escaped.xml');
  });
});
