import { firstIdAt } from '#libs/journal';
import { receiptTimeOf, type CanonicalEffect } from '#libs/journey';
import type { PlainValue } from '#libs/message';
import { finding, type Examination, type Finding } from './finding.js';

interface CanonicalRow {
  message_id: string;
  ordinal: number;
  type: string;
  version: number;
  document: Buffer;
  sender: string | null;
}

const dayMs = 86_400_000;
const messagesAtOnce = 500;

/**
 * Whether what was accepted is in the store, and whether batches have all their records. Both are committed together
 * with the message, so that nothing should ever be found; every run looks at other messages of the last day.
 */
export async function checkStore(examination: Examination): Promise<Finding[]> {
  return [...(await missingEffects(examination)), ...(await batchGaps(examination))];
}

async function missingEffects(examination: Examination): Promise<Finding[]> {
  const { dataSource, nowMs, patienceMs, missingEffects: missing } = examination;
  if (missing === undefined) return [];
  const toMs = nowMs - patienceMs;
  const somewhereMs = toMs - Math.random() * dayMs;
  const rows = [
    ...(await canonicals(examination, somewhereMs, toMs, 'ASC')),
    ...(await canonicals(examination, toMs - dayMs, toMs, 'DESC')),
  ];
  const known = new Map(rows.map((row) => [`${row.message_id}/${row.ordinal}`, row]));
  const lost = await missing([...known.values()].map(effectOf));
  if (lost.length === 0) return [];
  // what is released is undone and done again: only what is still accepted counts
  const still = await dataSource.query<{ id: string }[]>(
    `SELECT id FROM message WHERE id = ANY($1::uuid[]) AND state = 'accepted' ORDER BY id`,
    [lost.map(({ messageId }) => messageId)],
  );
  const ids = still.map((row) => row.id);
  return finding('effects-missing', ids.length, ids, { since: ids[0] && receiptTimeOf(ids[0]) });
}

async function canonicals(
  { dataSource }: Examination,
  fromMs: number,
  toMs: number,
  order: 'ASC' | 'DESC',
): Promise<CanonicalRow[]> {
  return dataSource.query(
    `SELECT c.message_id, c.ordinal, c.type, c.version, c.document, m.sender FROM (
       SELECT id, sender FROM message WHERE id >= $1 AND id < $2 AND state = 'accepted' ORDER BY id ${order} LIMIT ${messagesAtOnce}
     ) m JOIN canonical_message c ON c.message_id = m.id AND c.message_id >= $1 AND c.message_id < $2`,
    [firstIdAt(fromMs), firstIdAt(toMs)],
  );
}

function effectOf(row: CanonicalRow): CanonicalEffect {
  return {
    messageId: row.message_id,
    ordinal: row.ordinal,
    system: row.sender ?? '',
    type: row.type,
    version: row.version,
    value: JSON.parse(row.document.toString('utf8')) as PlainValue,
    receivedAt: receiptTimeOf(row.message_id),
  };
}

async function batchGaps({ dataSource, nowMs }: Examination): Promise<Finding[]> {
  const rows = await dataSource.query<{ id: string; record_count: number; records: number }[]>(
    `SELECT m.id, m.record_count, (SELECT count(*)::int FROM message r WHERE r.parent_id = m.id AND r.id > m.id) AS records
     FROM message m WHERE m.state = 'split' AND m.id >= $1 ORDER BY m.id DESC LIMIT 50`,
    [firstIdAt(nowMs - dayMs)],
  );
  const wrong = rows.filter((row) => row.records !== row.record_count);
  const examples = wrong.map((row) => `${row.id}: ${row.records}/${row.record_count}`);
  return finding('batch-gap', wrong.length, examples);
}
