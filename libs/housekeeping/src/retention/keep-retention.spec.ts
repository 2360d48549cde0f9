import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ArchivePart, listArchive, searchArchive } from '#libs/archive';
import { dayOf, MessageQueries } from '#libs/journal';
import { FullJournal } from '../../test/full-journal.js';
import { keepRetention, prune, type DayOutcome, type RetentionTerms } from '../index.js';

jest.setTimeout(60_000);

const dayMs = 86_400_000;
const nowMs = Date.now();
const terms: RetentionTerms = {
  defaultDays: 60,
  classes: [
    { partner: 'sys-1', agreement: 'party', days: 30 },
    { partner: 'sys-1', days: 100 },
  ],
};
let journal: FullJournal;
let archive: string;

beforeAll(async () => {
  journal = await FullJournal.open();
  archive = mkdtempSync(join(tmpdir(), 'bianzu-retention-'));
});
afterAll(async () => {
  await journal.close();
  rmSync(archive, { recursive: true });
});

/** Noon, so many whole days before today. */
function daysAgo(days: number): number {
  return dayOf(nowMs).fromMs - days * dayMs + dayMs / 2;
}

function keep(folder: string | undefined = archive): Promise<DayOutcome[]> {
  return keepRetention({ dataSource: journal.dataSource, terms, nowMs, archive: folder });
}

async function isThere(id: string): Promise<boolean> {
  return (await new MessageQueries(journal.dataSource).find(id)) !== null;
}

describe('retention', () => {
  it('removes of a day what is due, keeps what stays longer, and both can be read', async () => {
    const at = daysAgo(70);
    const [gone, stays] = [await journal.message(at, { sender: 'sys-2' }), await journal.message(at)];
    const [goneDelivery, staysDelivery] = [
      await journal.delivery(gone, at, 'delivered'),
      await journal.delivery(stays, at, 'delivered'),
    ];
    const [outcome] = await keep();
    expect(outcome).toMatchObject({ state: 'removed', messages: 1 });
    expect([await isThere(gone), await isThere(stays)]).toEqual([false, true]);
    const queries = new MessageQueries(journal.dataSource);
    expect([await queries.delivery(goneDelivery), (await queries.delivery(staysDelivery))?.id]).toEqual([
      null,
      staysDelivery,
    ]);
    expect((await queries.journey(stays))?.deliveries[0]?.attempts).toHaveLength(1);
    const part = new ArchivePart(archive, outcome!.detail!);
    const line = await part.find(gone);
    expect(line).toMatchObject({
      facts: { sender: 'sys-2', state: 'accepted', deliveries: [{ id: goneDelivery }] },
    });
    expect((await part.bytes(line!.blobs[0]!)).toString()).toBe('bytes');
    expect((await part.bytes(line!.blobs[1]!)).toString()).toBe('<Order/>');
    expect(await keep()).toEqual([]);
  });

  it('takes new messages into a day that was copied, and its indexes hold', async () => {
    const at = daysAgo(70);
    const id = await journal.message(at + 1_000);
    await expect(
      journal.dataSource.query('INSERT INTO message SELECT * FROM message WHERE id = $1', [id]),
    ).rejects.toThrow('duplicate key');
  });

  it('drops a day of which nothing stays, and its keys with the month', async () => {
    const at = daysAgo(200);
    const id = await journal.message(at);
    const { suffix } = dayOf(at);
    const [outcome] = await keep();
    expect(outcome).toMatchObject({ state: 'removed', messages: 1 });
    expect(await isThere(id)).toBe(false);
    expect(
      await journal.count(
        `pg_class WHERE relname IN ('message_${suffix}', 'message_key_${suffix.slice(0, 6)}')`,
      ),
    ).toBe(0);
    const found: string[] = [];
    for await (const { line } of searchArchive(archive, { key: { type: 'order', value: `O-${id}` } }))
      found.push(line.id);
    expect(found).toEqual([id]);
  });

  it('holds a day while anything due in it is unfinished', async () => {
    const at = daysAgo(110);
    const id = await journal.message(at, { state: 'quarantined' });
    expect(await keep()).toMatchObject([{ state: 'held', messages: 1 }]);
    expect(await isThere(id)).toBe(true);
    await journal.dataSource.query(`UPDATE message SET state = 'refused' WHERE id = $1`, [id]);
    expect(await keep()).toMatchObject([{ state: 'removed', messages: 1 }]);
  });

  it('removes nothing when the archive cannot be written', async () => {
    const at = daysAgo(120);
    const id = await journal.message(at);
    const file = join(archive, 'a-file');
    writeFileSync(file, '');
    expect(await keep(join(file, 'archive'))).toMatchObject([{ state: 'failed' }]);
    expect(await isThere(id)).toBe(true);
    const before = listArchive(archive).length;
    expect(await keep()).toMatchObject([{ state: 'removed' }]);
    expect(listArchive(archive)).toHaveLength(before + 1);
  });

  it('takes agreements before partners, and partners before the rest', async () => {
    const at = daysAgo(40);
    const [party, order, other] = [
      await journal.message(at, { agreement: 'party' }),
      await journal.message(at),
      await journal.message(at, { sender: null, agreement: null }),
    ];
    expect(await keep()).toMatchObject([{ state: 'removed', messages: 1 }]);
    expect([await isThere(party), await isThere(order), await isThere(other)]).toEqual([false, true, true]);
  });
});

describe('tables that are not cut into days', () => {
  it('lose what is older than its time', async () => {
    const ids = [await journal.message(daysAgo(95)), await journal.message(daysAgo(5))];
    for (const id of ids) {
      await journal.insert('idempotency_key', {
        partner: 'p',
        key: id,
        sha256: Buffer.of(1),
        message_id: id,
      });
      for (const partner of ['sys-1', 'sys-2'])
        await journal.insert('message_reference', {
          partner,
          agreement: 'order',
          reference: id,
          message_id: id,
          sha256: Buffer.of(1),
        });
    }
    const { dataSource } = journal;
    await dataSource.query(
      `INSERT INTO destination_state (destination, partner, paused_at)
       VALUES ('gone', 'p', NULL), ('known', 'p', NULL), ('paused', 'p', now()), ('webhook/1', 'p', NULL)`,
    );
    const gone = await prune({ dataSource, terms, nowMs, idempotencyDays: 90, destinations: ['known'] });
    expect(gone['destination_state']).toBe(1);
    expect(await journal.count(`destination_state WHERE destination = 'gone'`)).toBe(0);
    // the references of sys-1 stay for 100 days
    expect(gone).toMatchObject({ idempotency_key: 1, message_reference: 1 });
    expect(await journal.count('message_reference')).toBe(3);
  });
});
