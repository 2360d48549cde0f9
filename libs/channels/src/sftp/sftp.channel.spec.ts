import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { channelContext, channelSuite, outboundMessage } from '../../test/channel-suite.js';
import { startOpenSshPeer, type OpenSshPeer } from '../../test/sftp/openssh-peer.js';
import { fitsPattern } from '../pickup/laid-down.js';
import { SftpFolder } from './pickup.js';
import { sftpChannel } from './sftp.channel.js';
import type { SftpSettings } from './settings.schema.js';

const [older, newer] = [ssh2.utils.generateKeyPairSync('ed25519'), ssh2.utils.generateKeyPairSync('ed25519')];
const publicKeyOf = (pair: { public: string }): Buffer => Buffer.from(pair.public.split(' ')[1]!, 'base64');
const secretOf = (pair: { private: string }): Buffer => Buffer.from(pair.private);

let peer: OpenSshPeer;
const settingsOf = ({ port, fingerprint }: OpenSshPeer): SftpSettings => ({
  host: '127.0.0.1',
  port,
  user: 'bianzu',
  hostKeys: [fingerprint],
  privateKey: 'key',
});

channelSuite(sftpChannel, async () => {
  const server = await startOpenSshPeer();
  server.allowed.keys = [publicKeyOf(newer)];
  return {
    settings: settingsOf(server),
    nobodyThere: { ...settingsOf(server), port: 1 },
    can: ['accept', 'silence'],
    secrets: new Map([['key', [secretOf(newer)]]]),
    behave: (behaviour) => (server.behaviour = behaviour === 'accept' ? 'accept' : 'silence'),
    received: async () => (await server.files()).map(({ bytes }) => bytes),
    rotate: () => {
      server.allowed.keys = [publicKeyOf(older)];
      return new Map([['key', [secretOf(newer), secretOf(older)]]]);
    },
    close: () => server.close(),
  };
});

describe('a file on a partner’s SFTP server', () => {
  beforeAll(async () => {
    peer = await startOpenSshPeer();
    peer.allowed = { keys: [publicKeyOf(newer)], passwords: ['right'] };
  });
  afterAll(() => peer.close());

  const secrets = new Map([
    ['key', [secretOf(newer)]],
    ['password', [Buffer.from('wrong'), Buffer.from('right')]],
  ]);
  const send = (
    message = outboundMessage(),
    more: Partial<SftpSettings> = {},
  ): ReturnType<typeof sftpChannel.send> =>
    sftpChannel.send(message, { ...settingsOf(peer), ...more }, channelContext(secrets));

  it('is not sent to a server that shows another host key', async () => {
    const outcome = await send(outboundMessage(), { hostKeys: [`SHA256:${'A'.repeat(43)}`] });
    expect(outcome).toMatchObject({ kind: 'unreachable', detail: expect.stringContaining(peer.fingerprint) });
    expect(await peer.files()).toEqual([]);
  });

  it('is sent with the second password when the first is not taken', async () => {
    const outcome = await send(outboundMessage(), { privateKey: undefined, password: 'password' });
    expect(outcome.kind).toBe('accepted');
  });

  it('is there once when it is sent again, and beside one of other bytes', async () => {
    const message = outboundMessage({ fileName: 'ORDER-1.xml', bytes: Buffer.from('<a/>') });
    expect(await send(message)).toMatchObject({ kind: 'accepted', answer: 'ORDER-1.xml' });
    expect(await send({ ...message, attempt: 2 })).toMatchObject({ answer: 'ORDER-1.xml was there already' });
    const other = outboundMessage({ fileName: 'ORDER-1.xml', bytes: Buffer.from('<b/>') });
    expect(await send(other)).toMatchObject({ kind: 'accepted', answer: `${other.deliveryId}-ORDER-1.xml` });
    const texts = (await peer.files()).map(({ name, bytes }) => [name, bytes.toString()]);
    expect(texts).toContainEqual(['ORDER-1.xml', '<a/>']);
    expect(texts).toContainEqual([`${other.deliveryId}-ORDER-1.xml`, '<b/>']);
  });

  it('stays in its folder, whatever its name says', async () => {
    await mkdir(join(peer.folder, 'in'));
    const outcome = await send(outboundMessage({ fileName: '../../escaped.xml' }), { folder: 'in' });
    expect(outcome).toMatchObject({ kind: 'accepted', answer: 'escaped.xml' });
    expect((await peer.files('in')).map(({ name }) => name)).toEqual(['escaped.xml']);
  });

  it('is tried again later when its folder is not there', async () => {
    expect(await send(outboundMessage(), { folder: 'nowhere' })).toMatchObject({ kind: 'unreachable' });
  });
});

describe('files that a partner lays down', () => {
  beforeAll(async () => {
    peer = await startOpenSshPeer();
    peer.allowed.keys = [publicKeyOf(newer)];
    await mkdir(join(peer.folder, 'out/taken'), { recursive: true });
    await chmod(peer.folder, 0o700);
  });
  afterAll(() => peer.close());

  it('are listed oldest first when they fit, read, and moved when they are ours', async () => {
    const names = ['b.edi', 'a.edi', 'c.txt', '.hidden.edi', 'd.edi.part'];
    for (const [index, name] of names.entries()) {
      await writeFile(join(peer.folder, 'out', name), name);
      await utimes(join(peer.folder, 'out', name), 1_000 + index, 1_000 + index);
    }
    const pickup = { folder: 'out', pattern: '*.edi', then: { moveTo: 'out/taken' } } as const;
    const context = channelContext(new Map([['key', [secretOf(newer)]]]));
    const folder = await SftpFolder.open({ ...settingsOf(peer), pickup }, context);
    const files = await folder.list();
    expect(files).toEqual([
      { name: 'b.edi', sizeBytes: 5, modified: 1_000 },
      { name: 'a.edi', sizeBytes: 5, modified: 1_001 },
    ]);
    const pieces: Buffer[] = [];
    for await (const piece of folder.read(files[0]!)) pieces.push(piece as Buffer);
    expect(Buffer.concat(pieces).toString()).toBe('b.edi');
    await folder.finish(files[0]!);
    await writeFile(join(peer.folder, 'out/taken/a.edi'), 'of yesterday');
    await folder.finish(files[1]!);
    folder.close();
    expect((await peer.files('out/taken')).map(({ name }) => name)).toEqual(['1001-a.edi', 'a.edi', 'b.edi']);
    expect((await peer.files('out')).map(({ name }) => name)).toEqual(['c.txt', 'd.edi.part']);
  });

  it('are not taken from where they are moved to, or from where ours are put, however that is spelled', async () => {
    const context = channelContext(new Map([['key', [secretOf(newer)]]]));
    const opened = (folder: string | undefined, moveTo: string): Promise<SftpFolder> => {
      const pickup = { folder: 'out', then: { moveTo } };
      return SftpFolder.open(
        { ...settingsOf(peer), ...(folder === undefined ? {} : { folder }), pickup },
        context,
      );
    };
    for (const same of ['out', './out/.', 'out/taken/..', join(peer.folder, 'out')]) {
      await expect(opened(undefined, same)).rejects.toThrow('would be moved to where it lies');
      await expect(opened(same, 'out/taken')).rejects.toThrow('would be taken from there');
    }
    (await opened('.', 'out/taken')).close();
  });

  it.each([
    ['a.edi', '*.edi', true],
    ['a.edi.exe', '*.edi', false],
    ['ORD_7.xml', 'ORD_?.xml', true],
    ['ORD_77.xml', 'ORD_?.xml', false],
    ['abcabd', '*ab?', true],
    ['', '*', true],
    ['a', '', false],
    ['a+b', 'a+b', true],
    ['a'.repeat(255), `${'*a'.repeat(80)}b`, false],
  ])('%s fits %s: %s', (name, pattern, expected) => {
    expect(fitsPattern(name, pattern)).toBe(expected);
  });
});
