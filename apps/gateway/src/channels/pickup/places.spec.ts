import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChannelName } from '#libs/message';
import type { RoutingTable } from '#libs/routing';
import type { Incoming } from '../../intake/intake.service.js';
import { pickUp } from './pick-up.js';
import { placesOf } from './places.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bianzu-places-'));
});
afterAll(() => rm(folder, { recursive: true }));

function routingWith(channels: readonly ChannelName[]): RoutingTable {
  const connection = (name: string, channel: ChannelName, settings: object): [string, object] => [
    name,
    { name, channel, settings },
  ];
  const connections = new Map([
    connection('laid-down', 'file', { pickup: { folder, then: 'delete' } }),
    connection('theirs', 'sftp', { host: 'h', user: 'u', hostKeys: [], pickup: { folder, then: 'delete' } }),
    connection('outward', 'file', { folder }),
  ]);
  return { partners: [{ id: 'port', channels, connections }] } as unknown as RoutingTable;
}

describe('places where files are laid down', () => {
  it('are those of connections with `pickup`, over channels that the partner may use', () => {
    const found = (...channels: ChannelName[]): string[] =>
      placesOf(routingWith(channels)).map(({ connection }) => connection);
    expect(found('file', 'sftp')).toEqual(['port/laid-down', 'port/theirs']);
    expect(found('file')).toEqual(['port/laid-down']);
    expect(found('rest')).toEqual([]);
  });

  it('give what lies in a folder of ours as messages of the partner', async () => {
    await writeFile(join(folder, 'order.edi'), 'UNB');
    const [place] = placesOf(routingWith(['file']));
    const opened = await place!.open({ secrets: async () => [], signal: new AbortController().signal });
    const taken: Incoming[] = [];
    const { partner, connection, channel } = place!;
    const terms = {
      ...{ partner, connection, channel, settledSeconds: 0, maxBytes: 10, refused: () => undefined },
      take: async (incoming: Incoming) => {
        taken.push(incoming);
        return { kind: 'accepted', id: 'm', sha256: 's' } as const;
      },
    };
    expect(await pickUp(opened, terms, new Map())).toBe(1);
    expect(taken[0]).toMatchObject({ arrival: { sender: 'port', channel: 'file', fileName: 'order.edi' } });
    expect(await readdir(folder)).toEqual([]);
  });
});
