import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { Credentials } from '#libs/partners';
import { openDatabase } from '#libs/runtime';
import { bianzu, type Ended } from '../cli/bianzu.js';
import { startDistributed, type DistributedProcesses } from '../support/distributed-processes.js';
import { eventually } from '../support/eventually.js';
import { HubClient } from '../support/hub-client.js';
import { WebhookEndpoint } from '../support/webhook-endpoint.js';

const statuses = 'cn.bianzu.transport-status.v1';
const sample = readFileSync('schemas/sources/sys-4/samples/status.json', 'utf8');
let number = 900;

/** A status of the portal about an order. */
function status(order: string): string {
  const message = JSON.parse(sample) as { msgId: string; data: Record<string, unknown> };
  message.msgId = `ZT-20260316-000${++number}`;
  message.data.ddh = order;
  return JSON.stringify(message);
}

describe('webhooks of a gateway and two workers over RabbitMQ and PostgreSQL', () => {
  let processes: DistributedProcesses;
  let endpoint: WebhookEndpoint;
  let portal: HubClient;

  const atTheMachine = (...args: string[]): Promise<Ended> => {
    const environment = { BIANZU_URL: processes.url, BIANZU_TOKEN: processes.tokens.operator };
    return bianzu(['webhooks', ...args], { environment });
  };

  beforeAll(async () => {
    endpoint = await WebhookEndpoint.start();
    processes = await startDistributed(2, {
      BIANZU_ACTIVATE_AT_START: 'true',
      BIANZU_OUTBOUND_HTTP: 'true',
      BIANZU_OUTBOUND_NETWORKS: '127.0.0.0/8',
      BIANZU_OUTBOUND_PORTS: 'any',
      BIANZU_SECRET_KEY: Buffer.alloc(32, 9).toString('base64'),
    });
    const dataSource = await openDatabase(processes.databaseUrl);
    const token = await new Credentials(dataSource).issue('sys-4', ['messages', 'webhooks'], 'example-key');
    portal = new HubClient(processes.url, token);
    await dataSource.destroy();
  });
  afterAll(async () => {
    await processes.close();
    await endpoint.close();
  });

  it('bring every event under its id, signed, in the order of its key, also when a worker dies in the middle', async () => {
    const { body: made } = await portal.post<{ id: string; secret: string; state: string }>('/v1/webhooks', {
      url: endpoint.url,
      types: [statuses],
    });
    expect(made.state).toBe('active');
    const orders = ['EC2026031600901', 'EC2026031600902', 'EC2026031600903'];
    const sent: { readonly id: string; readonly order: string }[] = [];
    for (let round = 0; round < 6; round += 1) {
      for (const order of orders) sent.push({ id: await portal.taken(status(order)), order });
      if (round === 2) await processes.workers[0]!.end('SIGKILL');
    }
    await eventually('an event for each', () => sent.every(({ id }) => endpoint.about(id).length > 0));
    for (const { body, headers, event } of endpoint.received) {
      expect(new Webhook(made.secret).verify(body, headers)).toMatchObject({ id: event.id });
      expect(headers['webhook-id']).toBe(event.id);
    }
    for (const order of orders) {
      const ours = sent.filter((one) => one.order === order).map(({ id }) => id);
      const came = endpoint.received.flatMap(({ event }) => ours.filter((id) => event.id.includes(id)));
      expect([...new Set(came)]).toEqual(ours);
    }

    expect((await atTheMachine('list', '--partner', 'sys-4')).out).toContain(`${made.id}\tsys-4\tactive\t`);
    expect(await atTheMachine('test', made.id)).toMatchObject({ exitCode: 0 });
    const today = new Date().toISOString().slice(0, 10);
    const from = new Date(Date.parse(today) - 86_400_000).toISOString();
    expect((await atTheMachine('replay', made.id, '--from', from)).out).toBe('18; to send them add --send\n');
    expect((await atTheMachine('disable', made.id)).out).toContain('\tdisabled\t');
    expect((await atTheMachine('show', made.id)).out.match(/\taccepted\t/g)!.length).toBeGreaterThanOrEqual(
      18,
    );
  });
});
