import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

interface DeliveryPage {
  readonly deliveries: readonly { readonly id: string; readonly state: string }[];
}

describe('a partner that is away, and comes back', () => {
  let configuration: ConfigurationFolder;
  let hub: Installation;
  let operator: HubClient;
  let endpoint: Server;
  let status = 503;
  const taken: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    endpoint = createServer((request, response) => {
      request.resume().on('end', () => {
        const id = String(request.headers['idempotency-key']);
        asked.push(id);
        if (status === 202) taken.push(id);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    const { port } = endpoint.address() as AddressInfo;
    configuration = configurationFolder();
    configuration.replace(
      'sys-1.yaml',
      'senderIds: [DKHXT]\n',
      `senderIds: [DKHXT]\nconnections:\n  push: { channel: rest, settings: { url: "http://127.0.0.1:${port}/in" } }\n`,
    );
    const terms = 'charset: gb18030, when: always';
    configuration.replace('sys-1.yaml', terms, `${terms}, connection: push`);
    hub = await Installation.start({
      edition: 'embedded',
      configurationRoot: configuration.root,
      environment: {
        BIANZU_OUTBOUND_HTTP: 'true',
        BIANZU_OUTBOUND_PORTS: 'any',
        BIANZU_OUTBOUND_NETWORKS: '127.0.0.0/8',
      },
    });
    operator = await hub.client('operator');
  });
  afterAll(async () => {
    await hub.close();
    configuration.close();
    endpoint.close();
  });

  it('gets everything in order, nothing twice after it has taken it', async () => {
    const sender = await hub.client('sys-1');
    for (const n of [1, 2, 3])
      await sender.taken(
        keyAccountOrder({ reference: `DK202603160000770${n}`, order: `DD202603160770${n}` }),
      );
    const path = '/v1/deliveries?destination=sys-1.acknowledgements';
    const page = await eventually('three acknowledgements', async () => {
      const { body } = await operator.get<DeliveryPage>(path);
      return body.deliveries.length === 3 && asked.length > 0 && body;
    });
    expect(page.deliveries.map(({ state }) => state)).toEqual(['pending', 'pending', 'pending']);
    expect(new Set(asked).size).toBe(1);
    status = 202;
    const reason = { reason: 'the partner is back' };
    await operator.post('/v1/destinations/sys-1.acknowledgements/resume', reason);
    await eventually('all are delivered', async () => {
      const { body } = await operator.get<DeliveryPage>(path);
      return body.deliveries.every(({ state }) => state === 'delivered');
    });
    const queued = await hub.gateway.dataSource.query<{ id: string }[]>(
      `SELECT id FROM delivery WHERE destination = 'sys-1.acknowledgements' ORDER BY id`,
    );
    expect(taken).toEqual(queued.map(({ id }) => id));
  });
});
