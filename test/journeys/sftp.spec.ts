import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ssh2 from 'ssh2';
import { startOpenSshPeer, type OpenSshPeer } from '../../libs/channels/test/sftp/openssh-peer.js';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../../scripts/setup/processes.mjs';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';
import { SftpClient } from '../support/sftp-client.js';

const ours = ssh2.utils.generateKeyPairSync('ed25519');
let number = 4_000;
const order = (): Buffer => {
  number += 1;
  return keyAccountOrder({ reference: `DK202603160000${number}`, order: `DD202603160${number}` });
};

/** `sys-1` lays down its orders and fetches its acknowledgements; `sys-2` has a server of its own, to and from which files go. */
describe('partners that speak SFTP', () => {
  let folder: ConfigurationFolder;
  let peer: OpenSshPeer;
  let client: SftpClient;
  let hub: Installation;
  let operator: HubClient;

  beforeAll(async () => {
    peer = await startOpenSshPeer();
    peer.allowed.keys = [Buffer.from(ours.public.split(' ')[1]!, 'base64')];
    for (const name of ['in', 'out/taken']) await mkdir(join(peer.folder, name), { recursive: true });
    const port = await freePort();
    client = new SftpClient(port);
    folder = configurationFolder();
    configure(folder, peer, client);
    hub = await Installation.start({
      edition: 'embedded',
      configurationRoot: folder.root,
      environment: { BIANZU_SFTP_PORT: String(port), BIANZU_OUTBOUND_NETWORKS: '127.0.0.0/8' },
    });
    const { secrets } = hub.gateway;
    await secrets.put('sys-2', 'our-key', Buffer.from(ours.private), { actor: 'test' });
    client.trust((await secrets.active('bianzu', 'sftp-host-key'))[0]!);
    operator = await hub.client('operator');
  });
  afterAll(async () => {
    await hub.close();
    await peer.close();
    client.close();
    folder.close();
  });

  const kept = (sender: string): Promise<{ id: string; name: string | null }[]> =>
    hub.gateway.dataSource.query('SELECT id, file_name AS name FROM message WHERE sender = $1', [sender]);

  it('lay down a file with OpenSSH, which is a message when sftp has no complaint', async () => {
    const content = order();
    await writeFile(join(client.folder, 'order.xml'), content);
    expect(await client.run('key-accounts', 'put order.xml in/order-1.xml', 'ls in')).toMatchObject({
      code: 0,
    });
    const [message] = (await kept('sys-1')).filter(({ name }) => name === 'order-1.xml');
    const accepted = await eventually('the order is accepted', async () => {
      const journey = await operator.journey(message!.id);
      return journey.state === 'accepted' && journey;
    });
    expect(accepted).toMatchObject({ channel: 'sftp', sender: 'sys-1' });
    expect(await operator.raw(`/v1/messages/${message!.id}/raw`)).toEqual(content);
  });

  it('send nothing while a file has the name of an unfinished one, and it when it is renamed', async () => {
    await writeFile(join(client.folder, 'order.xml'), order());
    expect(await client.run('key-accounts', 'put order.xml in/order-2.part')).toMatchObject({ code: 0 });
    await writeFile(join(client.folder, 'order.xml'), order());
    const renamed = await client.run(
      'key-accounts',
      'put order.xml in/order-3.part',
      'rename in/order-3.part in/order-3.xml',
    );
    expect(renamed.output).toContain('rename');
    expect(renamed.code).toBe(0);
    const names = (await kept('sys-1')).map(({ name }) => name);
    expect(names).toContain('order-3.xml');
    expect(names.filter((name) => name?.startsWith('order-2'))).toEqual([]);
  });

  it.each([
    ['../../../etc/passwd', 'get ../../../etc/passwd'],
    ['/etc', 'ls /etc'],
    ['a folder of its own', 'mkdir in/deeper'],
    ['a link', 'symlink /etc/passwd in/link'],
    ['a file outside the folders', 'put key escaped.xml'],
    ['a file in another folder', 'put key in/../../escaped.xml'],
    ['what is not there', 'get out/nothing.xml'],
  ])('reach nothing but their two folders: %s', async (_, command) => {
    const { code, output } = await client.run('key-accounts', command);
    expect([code, output]).toEqual([1, expect.not.stringContaining('root:')]);
  });

  it.each(['sys-1', 'root', 'nobody'])('come in as themselves only, not as %s', async (user) => {
    expect((await client.run(user, 'ls')).code).toBe(255);
  });

  it('fetch what is for them in its order, and have it until they remove it', async () => {
    const list = async (): Promise<string[]> => {
      const { output } = await client.run('key-accounts', 'ls -1 out');
      return output.split('\n').filter((line) => line.startsWith('out/'));
    };
    const [first, second] = await eventually('the acknowledgements are there', async () => {
      const names = await list();
      return names.length >= 2 && names;
    });
    expect(await client.run('key-accounts', `get ${first!} first`)).toMatchObject({ code: 0 });
    expect((await readFile(join(client.folder, 'first'))).byteLength).toBeGreaterThan(0);
    expect((await list())[0]).toBe(first);
    expect(await client.run('key-accounts', 'ls out', `rm ${first!}`)).toMatchObject({ code: 0 });
    expect((await list())[0]).toBe(second);
  });

  it('get orders put on their own server, whole, and what they lay down there is fetched once', async () => {
    const put = await eventually('an order is on the server', async () => {
      const files = await peer.files('in');
      return files.length > 0 ? files : undefined;
    });
    expect(put[0]!.bytes.subarray(0, 5).toString()).toBe('<?xml');
    await writeFile(join(peer.folder, 'out', 'demand.xml'), put[0]!.bytes);
    await eventually('the file is moved', async () =>
      (await peer.files('out/taken')).length > 0 ? true : undefined,
    );
    expect((await kept('sys-2')).filter(({ name }) => name === 'demand.xml')).toHaveLength(1);
    expect(await peer.files('out')).toEqual([]);
  });
});

function configure(folder: ConfigurationFolder, peer: OpenSshPeer, client: SftpClient): void {
  folder.replace(
    'sys-1.yaml',
    'channels: [rest, amqp]',
    `channels: [rest, amqp, sftp]\nconnections:\n  drop: { channel: sftp-drop, settings: { user: key-accounts, keys: ['${client.publicKey}'] } }`,
  );
  folder.replace('sys-1.yaml', 'acknowledgement: {', 'acknowledgement: { connection: drop,');
  const server = `host: 127.0.0.1, port: ${peer.port}, user: bianzu, hostKeys: ['${peer.fingerprint}'], privateKey: our-key`;
  const pickup = 'pickup: { folder: out, everySeconds: 1, settledSeconds: 0, then: { moveTo: out/taken } }';
  folder.replace(
    'sys-2.yaml',
    'channels: [amqp]',
    `channels: [amqp, sftp]\nconnections:\n  server: { channel: sftp, settings: { ${server}, folder: in, ${pickup} } }`,
  );
  folder.replace(
    'routes.yaml',
    '    partner: sys-2\n    channel: amqp',
    '    partner: sys-2\n    channel: sftp',
  );
}
