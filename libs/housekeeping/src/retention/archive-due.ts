import type { EntityManager } from 'typeorm';
import { ArchiveWriter, type ArchivedMessage } from '#libs/archive';
import { firstIdAt, type Period } from '#libs/journal';
import { receiptTimeOf } from '#libs/journey';
import { dayName } from './journal-days.js';

const messagesAtOnce = 200;
/** The clock of the process that made a delivery may be behind. */
const clockToleranceMs = 3_600_000;

interface MessageRow extends Record<string, unknown> {
  id: string;
  sha256: Buffer;
}

/**
 * Writes the messages in the temporary table `due` with all that became of them into a new part of the archive, and reads
 * it back. @returns the name of the part
 */
export async function archiveDue(
  manager: EntityManager,
  folder: string,
  name: string,
  day: Period,
): Promise<string> {
  const writer = new ArchiveWriter(folder, name, dayName(day));
  try {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const rows = await manager.query<MessageRow[]>(
        `SELECT m.* FROM message_${day.suffix} m JOIN due USING (id) WHERE m.id > $1 ORDER BY m.id LIMIT ${messagesAtOnce}`,
        [after],
      );
      if (rows.length === 0) break;
      for (const message of await withDetails(manager, rows, day)) await writer.add(message);
      after = rows.at(-1)!.id;
    }
    await writer.finish();
    return name;
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

async function withDetails(
  manager: EntityManager,
  rows: readonly MessageRow[],
  day: Period,
): Promise<ArchivedMessage[]> {
  const ids = rows.map((row) => row.id);
  const of = async <Row extends object>(sql: string): Promise<Map<string, Row[]>> => {
    const found = new Map<string, Row[]>();
    for (const row of await manager.query<(Row & { message_id: string })[]>(sql, [ids])) {
      const list = found.get(row.message_id) ?? [];
      list.push(row);
      found.set(row.message_id, list);
    }
    return found;
  };
  const payloads = await of<{ part: number; bytes: Buffer; context: string | null }>(
    'SELECT * FROM message_payload WHERE message_id = ANY($1::uuid[]) ORDER BY message_id, part',
  );
  const details = await of<{ issues: string }>(
    'SELECT * FROM message_detail WHERE message_id = ANY($1::uuid[])',
  );
  const keys = await of<{ type: string; value: string }>(
    'SELECT * FROM message_key WHERE message_id = ANY($1::uuid[]) ORDER BY type, value',
  );
  const canonicals = await of<{ ordinal: number; document: Buffer }>(
    'SELECT * FROM canonical_message WHERE message_id = ANY($1::uuid[]) ORDER BY ordinal',
  );
  const deliveries = await of<{ id: string; bytes: Buffer | null }>(
    `SELECT d.*, (SELECT json_agg(json_build_object('number', a.number, 'at', a.at, 'outcome', a.outcome, 'detail', a.detail)
       ORDER BY a.number) FROM delivery_attempt a WHERE a.delivery_id = d.id) AS attempts
     FROM delivery d WHERE d.message_id = ANY($1::uuid[]) AND d.id >= '${firstIdAt(day.fromMs - clockToleranceMs)}' ORDER BY d.id`,
  );
  return rows.map(({ id, sha256, ...row }) => ({
    id,
    facts: {
      ...row,
      receivedAt: receiptTimeOf(id),
      sha256: sha256.toString('hex'),
      context: payloads.get(id)?.[0]?.context ?? undefined,
      issues: JSON.parse(details.get(id)?.[0]?.issues ?? '[]') as unknown,
      keys: (keys.get(id) ?? []).map(({ type, value }) => ({ type, value })),
      canonicals: (canonicals.get(id) ?? []).map((one) => ({ ...one, document: undefined })),
      deliveries: (deliveries.get(id) ?? []).map((one) => ({ ...one, bytes: undefined })),
    },
    blobs: [
      { name: 'payload', bytes: Buffer.concat((payloads.get(id) ?? []).map(({ bytes }) => bytes)) },
      ...(canonicals.get(id) ?? []).map((one) => ({ name: `canonical/${one.ordinal}`, bytes: one.document })),
      ...(deliveries.get(id) ?? []).flatMap((one) =>
        one.bytes === null ? [] : [{ name: `delivery/${one.id}`, bytes: one.bytes }],
      ),
    ],
  }));
}
