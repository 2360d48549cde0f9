import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPartitions, deliveryLineOf, firstIdAt, laneHash } from '#libs/journal';
import type { QueueFacts } from '#libs/transport';
import { FullJournal } from '../../test/full-journal.js';
import {
  countsByKind,
  DoctorReports,
  examine,
  findingKinds,
  findingsNow,
  hasFailures,
  type DoctorReport,
  type Examination,
} from '../index.js';

jest.setTimeout(60_000);

const dayMs = 86_400_000;
const minuteMs = 60_000;
const nowMs = Date.now();
const tables = [
  'message',
  'message_payload',
  'message_key',
  'canonical_message',
  'delivery',
  'delivery_attempt',
  'outbox',
  'unknown_code',
  'queue_message',
  'expected_acknowledgement',
  'running_process',
  'configuration_refusal',
];
let journal: FullJournal;

beforeAll(async () => {
  journal = await FullJournal.open();
});
afterAll(() => journal.close());
beforeEach(async () => {
  await journal.dataSource.query(`TRUNCATE ${tables.join(',')}`);
  await journal.insert('running_process', { id: firstIdAt(1), kind: 'worker', host: 'h', pid: 1 });
});

const queues: readonly QueueFacts[] = [
  { name: 'bianzu.work.0', group: 'work', consumer: 'bianzu', messages: 0, consumers: 1 },
  { name: 'bianzu.out.x', group: 'bianzu.out.x', consumer: 'partner', messages: 7, consumers: 0 },
];

function look(changes: Partial<Examination> = {}): Promise<DoctorReport> {
  const { dataSource } = journal;
  const isHealing = true;
  return examine({ dataSource, nowMs, patienceMs: 5 * minuteMs, isHealing, lanes: 1, queues, ...changes });
}

async function kinds(changes: Partial<Examination> = {}): Promise<string[]> {
  return (await look(changes)).findings.map(({ kind }) => kind);
}

describe('the doctor', () => {
  it('finds nothing where everything has a next action', async () => {
    const id = await journal.message(nowMs - 20 * minuteMs, { state: 'received' });
    await journal.insert('outbox', {
      kind: 'work',
      exchange: 'bianzu.work',
      routing_key: '1',
      message_id: id,
    });
    await journal.message(nowMs - minuteMs, { state: 'received' });
    const report = await look();
    expect(report.findings).toEqual([]);
    expect(hasFailures(report.findings)).toBe(false);
    expect(Object.keys(countsByKind(report.findings)).sort()).toEqual(Object.keys(findingKinds).sort());
  });

  it('queues a message again that is in no outbox and no lane', async () => {
    const id = await journal.message(nowMs - 10 * minuteMs, { state: 'received', lane_key: 'K' });
    expect((await look({ isHealing: false })).findings).toMatchObject([
      { kind: 'work-lost', count: 1, healed: 0 },
    ]);
    const report = await look();
    expect(report.findings).toMatchObject([{ kind: 'work-lost', count: 1, healed: 1, examples: [id] }]);
    expect(countsByKind(report.findings)['work-lost']).toBe(0);
    const [entry] = await journal.dataSource.query<object[]>(
      'SELECT kind, routing_key, message_id FROM outbox',
    );
    expect(entry).toEqual({ kind: 'work', routing_key: String(laneHash('K')), message_id: id });
    expect(await kinds()).toEqual([]);
  });

  it('leaves a message alone that may be in its lane, but not for ever', async () => {
    const full = queues.map((queue) => ({ ...queue, messages: 3 }));
    await journal.message(nowMs - 10 * minuteMs, { state: 'received' });
    expect(await kinds({ queues: full })).toEqual([]);
    await journal.message(nowMs - 70 * minuteMs, { state: 'received' });
    expect((await look({ queues: full })).findings).toMatchObject([{ kind: 'work-lost', count: 1 }]);
  });

  it('lets a batch go on that stands still, and none that comes further', async () => {
    const received = { state: 'received', records_done: 200 };
    const stands = await journal.message(nowMs - 60 * minuteMs, received);
    const goes = await journal.message(nowMs - 60 * minuteMs, received);
    await journal.message(nowMs - 40 * minuteMs, { parent_id: stands, sequence: 200 });
    await journal.message(nowMs - minuteMs, { parent_id: goes, sequence: 200 });
    expect((await look()).findings).toMatchObject([{ kind: 'batch-stuck', examples: [stands], healed: 1 }]);
  });

  it('gives a delivery of a channel a place in the queue again, and not when it is the broker’s now', async () => {
    const message = await journal.message(nowMs - 10 * minuteMs);
    const lost = await journal.delivery(message, nowMs - 10 * minuteMs, 'pending');
    const state = `INSERT INTO destination_state (destination, partner) VALUES ('sys-2-orders', 'sys-2')`;
    await journal.dataSource.query(`UPDATE delivery SET order_key = 'DD1' WHERE id = $1`, [lost]);
    await journal.dataSource.query(state);
    try {
      const found = { kind: 'delivery-lost', examples: [lost] };
      expect((await look({ wayOf: () => 'broker' })).findings).toMatchObject([{ ...found, healed: 0 }]);
      expect((await look({ wayOf: () => 'sent' })).findings).toMatchObject([{ ...found, healed: 1 }]);
      const place = `delivery_id = '${lost}' AND state = 'waiting' AND line = ${deliveryLineOf('DD1')}`;
      expect(await journal.count(`delivery_queue WHERE ${place}`)).toBe(1);
      expect((await look({ wayOf: () => 'sent' })).findings).toEqual([]);
    } finally {
      await journal.dataSource.query('TRUNCATE delivery_queue, destination_state');
    }
  });

  it('puts a delivery back into the outbox that was never handed over', async () => {
    const message = await journal.message(nowMs - 10 * minuteMs);
    await journal.delivery(message, nowMs - 10 * minuteMs, 'delivered');
    const lost = await journal.delivery(message, nowMs - 10 * minuteMs, 'pending');
    expect((await look()).findings).toMatchObject([{ kind: 'delivery-lost', examples: [lost], healed: 1 }]);
    expect(
      await journal.count(
        `outbox WHERE delivery_id = '${lost}' AND exchange = 'bianzu.deliver' AND routing_key = 'sys-2-orders'`,
      ),
    ).toBe(1);
    expect(await kinds()).toEqual([]);
  });

  it('tells which routes do not get rid of their entries', async () => {
    const id = await journal.message(nowMs - 20 * minuteMs);
    await journal.insert('outbox', {
      kind: 'delivery',
      exchange: 'bianzu.deliver',
      routing_key: 'x',
      message_id: id,
      queued_at: new Date(nowMs - 16 * minuteMs),
    });
    expect((await look()).findings).toMatchObject([
      { kind: 'outbox-old', examples: ['bianzu.deliver/x: 1'] },
    ]);
  });

  it('misses in the store what was accepted', async () => {
    const id = await journal.message(nowMs - 10 * minuteMs);
    await journal.insert('canonical_message', {
      message_id: id,
      ordinal: 0,
      type: 'party',
      version: 1,
      mapping: 'm',
      mapping_version: 'v',
      document: Buffer.from('{}'),
    });
    expect(await kinds({ missingEffects: async () => [] })).toEqual([]);
    const report = await look({ missingEffects: async (effects) => effects });
    expect(report.findings).toMatchObject([{ kind: 'effects-missing', examples: [id], healed: 0 }]);
    expect(hasFailures(report.findings)).toBe(true);
  });

  it('looks at every accepted message once, and goes no further while something is wrong', async () => {
    const seen: string[] = [];
    const missingEffects: Examination['missingEffects'] = async (effects) => {
      seen.push(...effects.map(({ messageId }) => messageId));
      return effects.filter(({ ordinal }) => ordinal === 9);
    };
    const accepted = async (agoMs: number, ordinal = 0): Promise<string> => {
      const id = await journal.message(nowMs - agoMs);
      const document = Buffer.from('{}');
      const mapping = { mapping: 'm', mapping_version: 'v' };
      const row = { message_id: id, ordinal, type: 'party', version: 1, document, ...mapping };
      await journal.insert('canonical_message', row);
      return id;
    };
    const old = await accepted(23 * 60 * minuteMs);
    const progress: { storeCheckedTo?: string } = {};
    const first = await look({ missingEffects, progress });
    expect(seen).toContain(old);
    expect(first.storeCheckedTo).toBe(firstIdAt(nowMs - 5 * minuteMs));
    const wrong = await accepted(4 * minuteMs, 9);
    const later = { missingEffects, progress, nowMs: nowMs + 2 * minuteMs };
    for (let time = 0; time < 2; time += 1)
      expect((await look(later)).findings).toMatchObject([{ kind: 'effects-missing', examples: [wrong] }]);
    expect(progress.storeCheckedTo).toBe(first.storeCheckedTo);
  });

  it('tells deliveries that could not be written', async () => {
    const message = await journal.message(nowMs - 10 * minuteMs);
    await journal.delivery(message, nowMs - 10 * minuteMs, 'failed');
    expect((await look()).findings).toMatchObject([{ kind: 'delivery-failed', examples: [message] }]);
  });

  it('counts the records of batches', async () => {
    const batch = await journal.message(nowMs - 60 * minuteMs, {
      state: 'split',
      record_count: 2,
      records_done: 2,
    });
    await journal.message(nowMs - 59 * minuteMs, { parent_id: batch, sequence: 1 });
    expect((await look()).findings).toMatchObject([{ kind: 'batch-gap', examples: [`${batch}: 1/2`] }]);
  });

  it('tells queues that nobody reads, and a broker that is silent', async () => {
    const unread = (group: string): QueueFacts => ({
      name: group,
      group,
      consumer: 'bianzu',
      messages: 1,
      consumers: 0,
    });
    const seen = [...queues, ...['work', 'dead-letters', 'intake'].map(unread)];
    expect(await kinds({ queues: seen })).toEqual([
      'lane-without-consumer',
      'dead-letters-unowned',
      'intake-without-consumer',
    ]);
    expect(await kinds({ queues: undefined })).toEqual(['transport-silent']);
  });

  it('tells that no worker is there when nobody makes reports', async () => {
    const report = await look();
    const later = (ms: number): string[] => findingsNow(report, nowMs + ms).map(({ kind }) => kind);
    expect([later(minuteMs), later(5 * minuteMs)]).toEqual([[], ['worker-missing']]);
    expect(hasFailures(findingsNow(undefined))).toBe(true);
  });

  it('tells who works by another configuration', async () => {
    const { dataSource } = journal;
    await dataSource.query('DELETE FROM running_process');
    await dataSource.query(
      `INSERT INTO configuration_version (version, created_by) VALUES ('a', 'x'), ('b', 'x')`,
    );
    await dataSource.query(
      `INSERT INTO configuration_activation (number, activated_by, activated_at) VALUES (2, 'x', now() - interval '1 hour')`,
    );
    for (const [n, configuration] of [1, 2].entries())
      await journal.insert('running_process', {
        id: firstIdAt(n),
        kind: 'worker',
        host: 'h',
        pid: n,
        configuration,
      });
    await journal.insert('configuration_refusal', { version: 'c', refused_by: 'x', problems: '[]' });
    expect((await look()).findings).toMatchObject([
      { kind: 'configuration-behind', examples: ['worker h 0'] },
      { kind: 'configuration-refused', examples: ['c'] },
    ]);
    await dataSource.query('TRUNCATE configuration_activation, configuration_version CASCADE');
  });

  it('makes partitions that are missing ahead', async () => {
    await createPartitions(journal.dataSource, nowMs + 2 * dayMs, 1);
    const suffix = new Date(nowMs + 2 * dayMs).toISOString().slice(0, 10).replaceAll('-', '');
    await journal.dataSource.query(`DROP TABLE delivery_${suffix}`);
    expect((await look()).findings).toMatchObject([
      { kind: 'partition-missing', examples: [`delivery_${suffix}`], healed: 1 },
    ]);
    expect(await kinds()).toEqual([]);
  });

  it('reminds people and partners of what they owe', async () => {
    const old = nowMs - 10 * dayMs;
    const id = await journal.message(old, { state: 'parked' });
    await journal.message(old, { state: 'quarantined' });
    await journal.insert('unknown_code', {
      list: 'stations',
      system: 'sys-5',
      code: 'D1',
      first_message_id: id,
    });
    await journal.insert('queue_message', {
      queue: 'bianzu.out.x',
      exchange: 'e',
      routing_key: 'x',
      body: Buffer.of(1),
      properties: '{}',
      queued_at: new Date(old),
    });
    await journal.insert('expected_acknowledgement', {
      delivery_id: await journal.delivery(id, old, 'delivered'),
      message_id: id,
      partner: 'p',
      syntax: 'x12',
      interchange_reference: '000000001',
      message_reference: '1',
      message_type: '404',
      awaits: '997',
      sent_at: new Date(old),
      due_at: new Date(old),
    });
    expect(await kinds()).toEqual([
      'parked',
      'quarantined-long',
      'unknown-codes',
      'acknowledgement-overdue',
      'queue-unread',
    ]);
  });

  it('keeps its latest report', async () => {
    const reports = new DoctorReports(journal.dataSource);
    await reports.keep(await look({ queues: undefined }));
    const report = await look();
    await reports.keep(report);
    expect(await reports.latest()).toEqual(report);
  });
});
