import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';
import type { JourneyView, MessageView } from '../support/views.js';

let number = 8_000;
const order = (): Buffer => {
  number += 1;
  return keyAccountOrder({ reference: `DK202603160000${number}`, order: `DD202603160${number}` });
};

/** A partner that lays down its messages in a folder, and finds its acknowledgements in another. */
describe('messages by folders', () => {
  const root = mkdtempSync(join(tmpdir(), 'bianzu-folders-'));
  const [inbox, taken, outbox] = ['in', 'taken', 'out'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  let configuration: ConfigurationFolder;
  let hub: Installation;
  let operator: HubClient;

  const messages = (): Promise<MessageView[]> => operator.search({ sender: 'sys-1', limit: '100' });
  const messageOf = async (fileName: string): Promise<JourneyView> => {
    const id = await eventually(`the message of ${fileName}`, async () => {
      const sql = 'SELECT id FROM message WHERE file_name = $1';
      return (await hub.gateway.dataSource.query<{ id: string }[]>(sql, [fileName]))[0]?.id;
    });
    return operator.settled(id);
  };
  const layDown = async (name: string, bytes: Uint8Array): Promise<void> => {
    await writeFile(join(inbox, `.${name}`), bytes);
    await rename(join(inbox, `.${name}`), join(inbox, name));
  };
  const moved = (name: string): Promise<Buffer> =>
    eventually(`${name} is moved`, () => readFile(join(taken, name)).catch(() => undefined));

  beforeAll(async () => {
    for (const folder of [inbox, taken, outbox]) await mkdir(folder);
    configuration = configurationFolder();
    const pickup = `{ folder: "${inbox}", everySeconds: 1, settledSeconds: 1, then: { moveTo: "${taken}" } }`;
    configuration.replace(
      'sys-1.yaml',
      'senderIds: [DKHXT]\n',
      `senderIds: [DKHXT]\nconnections:\n  folder: { channel: file, settings: { folder: "${outbox}", pickup: ${pickup} } }\n`,
    );
    configuration.replace('sys-1.yaml', 'channels: [rest, amqp]', 'channels: [rest, amqp, file]');
    configuration.replace(
      'sys-1.yaml',
      'charset: gb18030, when: always',
      'charset: gb18030, when: always, connection: folder',
    );
    hub = await Installation.start({ edition: 'embedded', configurationRoot: configuration.root });
    operator = await hub.client('operator');
  });
  afterAll(async () => {
    await hub.close();
    configuration.close();
    rmSync(root, { recursive: true });
  });

  it('are taken byte for byte, moved, and answered in the folder of the partner', async () => {
    const content = order();
    await layDown('order-1.xml', content);
    const message = await messageOf('order-1.xml');
    expect(message).toMatchObject({ state: 'accepted', channel: 'file', sender: 'sys-1' });
    expect(await operator.raw(`/v1/messages/${message.id}/raw`)).toEqual(content);
    expect(await moved('order-1.xml')).toEqual(content);
    const answers = await eventually('an acknowledgement', async () => {
      const names = (await readdir(outbox)).filter((name) => !name.startsWith('.'));
      return names.length > 0 && names;
    });
    const [answer] = await Promise.all(answers.map((name) => readFile(join(outbox, name), 'latin1')));
    expect(answer).toContain(/DK\d+/.exec(content.toString('latin1'))![0]);
  });

  it('wait until they are written to the end', async () => {
    const content = order();
    let written = 0;
    const writeOn = async (bytes: number): Promise<void> => {
      await appendFile(join(inbox, 'slow.xml'), content.subarray(written, written + bytes));
      written += bytes;
    };
    await writeOn(1);
    // another one comes and settles meanwhile
    await layDown('quick.xml', order());
    const isMoved = (): Promise<boolean> =>
      readFile(join(taken, 'quick.xml')).then(
        () => true,
        () => false,
      );
    await eventually('quick.xml is moved', () => writeOn(1).then(isMoved), { everyMs: 200 });
    expect(await readdir(inbox)).toEqual(['slow.xml']);
    await writeOn(content.length);
    const { id, state } = await messageOf('slow.xml');
    expect([state, (await operator.raw(`/v1/messages/${id}/raw`)).length]).toEqual([
      'accepted',
      content.length,
    ]);
  });

  it('are not links, hidden or vanished files; strange names hold nobody up', async () => {
    const before = (await messages()).length;
    await writeFile(join(root, 'secret'), 'not theirs');
    symlinkSync(join(root, 'secret'), join(inbox, 'link.xml'));
    await layDown('vanishing.xml', order());
    await rm(join(inbox, 'vanishing.xml'));
    await writeFile(join(inbox, 'later.xml.part'), order());
    const content = order();
    await layDown('a\n\u001b[2J.xml', content);
    await layDown('last.xml', order());
    await messageOf('last.xml');
    expect((await messageOf('a__[2J.xml')).state).toBe('accepted');
    await moved('last.xml');
    expect((await readdir(inbox)).sort()).toEqual(['later.xml.part', 'link.xml']);
    expect(await messages()).toHaveLength(before + 2);
  });

  it('come once although they cannot be moved for a while, and are known again after a restart', async () => {
    await rename(taken, `${taken}-away`);
    const before = (await messages()).length;
    await layDown('stuck-1.xml', order());
    await layDown('stuck-2.xml', order());
    await messageOf('stuck-1.xml');
    await messageOf('stuck-2.xml');
    await hub.restart(configuration.root);
    operator = await hub.client('operator');
    await rename(`${taken}-away`, taken);
    await moved('stuck-1.xml');
    await moved('stuck-2.xml');
    expect(await messages()).toHaveLength(before + 2);
  });
});
