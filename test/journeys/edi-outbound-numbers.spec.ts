import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { startDistributed, type DistributedProcesses } from '../support/distributed-processes.js';
import { eventually } from '../support/eventually.js';
import { HubClient } from '../support/hub-client.js';
import { sample } from '../support/samples.js';
import { statusReceivers, type StatusReceivers } from '../support/status-receivers.js';

jest.setTimeout(300_000);

const count = 200;
const status = (number: number): Buffer =>
  sample('sys-4/samples/status.json', 'utf-8', {
    'ZT-20260316-000001': `ZT-20260316-00${number}`,
    '202603TY4150010001': `202603TY415001${number}`,
  });

interface Sent {
  readonly syntax: string;
  readonly reference: string;
  readonly group: string | null;
  readonly text: string;
}

describe('control numbers of interchanges of ours', () => {
  let receivers: StatusReceivers;
  let hub: DistributedProcesses;
  let portal: HubClient;
  let database: pg.Client;

  beforeAll(async () => {
    receivers = statusReceivers();
    hub = await startDistributed(2, { BIANZU_CONFIGURATION: receivers.configurationRoot });
    portal = new HubClient(hub.url, hub.tokens['sys-4']);
    database = new pg.Client({ connectionString: hub.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await hub.close();
    receivers.close();
  });

  const send = (number: number): Promise<string> =>
    portal.taken(status(number), { contentType: 'application/json' });

  /** Holds the counters, so that a worker stands in the middle of its transaction. */
  const whileCountersAreHeld = async (work: () => Promise<void>): Promise<void> => {
    await database.query('BEGIN');
    await database.query('SELECT * FROM control_number FOR UPDATE');
    try {
      await work();
    } finally {
      await database.query('COMMIT');
    }
  };

  const waitingForCounters = async (): Promise<number> => {
    const { rows } = await database.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INTO control_number%'`,
    );
    return rows[0]!.waiting;
  };

  const sent = async (): Promise<Sent[]> => {
    const { rows } = await database.query<Sent>(
      `SELECT syntax, interchange_reference AS reference, group_reference AS group, convert_from(d.bytes, 'UTF8') AS text
       FROM expected_acknowledgement e JOIN delivery d ON d.id = e.delivery_id WHERE d.state = 'delivered'`,
    );
    return rows;
  };

  it('have no gap and no repeat when a worker is killed in the middle of 200 deliveries', async () => {
    const first = await send(1000);
    await portal.settled(first);
    // a lane has one consumer at a time; the log tells which worker has them
    const atWork = await eventually('a worker tells of it', () =>
      hub.workers.find(({ output }) => output.includes(first)),
    );
    await whileCountersAreHeld(async () => {
      await Promise.all(Array.from({ length: count }, (_, index) => send(1001 + index)));
      await eventually('a worker wants numbers', async () => (await waitingForCounters()) > 0);
      await atWork.end('SIGKILL');
    });
    const all = await eventually('everything is delivered', async () => {
      const found = await sent();
      return found.length === 2 * (count + 1) && found;
    });
    const expected = Array.from({ length: count + 1 }, (_, index) => index + 1);
    const inOrder = (numbers: readonly (string | null)[]): number[] =>
      numbers.map(Number).sort((a, b) => a - b);
    const edifact = all.filter(({ syntax }) => syntax === 'edifact');
    const x12 = all.filter(({ syntax }) => syntax === 'x12');
    expect(inOrder(edifact.map(({ reference }) => reference))).toEqual(expected);
    expect(inOrder(x12.map(({ reference }) => reference))).toEqual(expected);
    expect(inOrder(x12.map(({ group }) => group))).toEqual(expected);
    for (const { reference, text } of edifact) expect(text.endsWith(`UNZ+1+${reference}'`)).toBe(true);
    for (const { reference, group, text } of x12)
      expect(text.endsWith(`GE*1*${group}~IEA*1*${reference}~`)).toBe(true);
    const waybills = edifact.map(({ text }) => /CNI\+1\+(\w+)/.exec(text)?.[1]);
    expect(new Set(waybills).size).toBe(count + 1);
  });
});
