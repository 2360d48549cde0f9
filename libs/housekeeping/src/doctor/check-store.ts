import { earliestMadeOf, firstIdAt } from '#libs/journal';
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
/** So many messages are looked at in one go: about a second's work. The rest has its turn a minute later. */
const newAtOnce = 5_000;
const againAtOnce = 500;

/**
 * Whether what was accepted is in the store, and whether batches have all their records. Both are committed together with
 * the message, so that nothing should ever be found. Every message is looked at once, in the order of receipt; and some
 * anywhere in the last day once more, because a decision may have come late.
 */
export async function checkStore(examination: Examination): Promise<Finding[]> {
  const { nowMs, patienceMs, progress } = examination;
  const toId = firstIdAt(nowMs - patienceMs);
  const oldest = firstIdAt(nowMs - patienceMs - dayMs);
  const before = progress?.storeCheckedTo ?? oldest;
  const fresh = { fromId: before > oldest ? before : oldest, toId, most: newAtOnce };
  const ids = await examination.dataSource.query<{ id: string }[]>(
    'SELECT id FROM message WHERE id >= $1 AND id < $2 ORDER BY id LIMIT $3',
    [fresh.fromId, toId, newAtOnce],
  );
  const reached = ids.length < newAtOnce ? toId : ids.at(-1)!.id;
  const again = { fromId: firstIdAt(nowMs - patienceMs - Math.random() * dayMs), toId, most: againAtOnce };
  const ranges = [{ ...fresh, toId: reached }, again];
  const findings = [
    ...(await missingEffects(examination, ranges)),
    ...(await batchGaps(examination, fresh.fromId, reached)),
  ];
  // what is wrong is told until it is mended, or a day old
  if (progress !== undefined && findings.length === 0) progress.storeCheckedTo = reached;
  return findings;
}

interface IdRange {
  readonly fromId: string;
  readonly toId: string;
  readonly most: number;
}

async function missingEffects(examination: Examination, ranges: readonly IdRange[]): Promise<Finding[]> {
  const { dataSource, missingEffects: missing } = examination;
  if (missing === undefined) return [];
  const rows: CanonicalRow[] = [];
  for (const range of ranges) rows.push(...(await canonicals(examination, range)));
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

async function canonicals({ dataSource }: Examination, range: IdRange): Promise<CanonicalRow[]> {
  return dataSource.query(
    `SELECT c.message_id, c.ordinal, c.type, c.version, c.document, m.sender FROM (
       SELECT id, sender FROM message WHERE id >= $1 AND id < $2 AND state = 'accepted' ORDER BY id LIMIT $3
     ) m JOIN canonical_message c ON c.message_id = m.id AND c.message_id >= $1 AND c.message_id < $2`,
    [range.fromId, range.toId, range.most],
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

async function batchGaps({ dataSource }: Examination, fromId: string, toId: string): Promise<Finding[]> {
  const rows = await dataSource.query<{ id: string; record_count: number; records: number }[]>(
    `SELECT m.id, m.record_count, (SELECT count(*)::int FROM message r WHERE r.parent_id = m.id AND r.id > $3) AS records
     FROM message m WHERE m.state = 'split' AND m.id >= $1 AND m.id < $2`,
    [fromId, toId, earliestMadeOf(fromId)],
  );
  const wrong = rows.filter((row) => row.records !== row.record_count);
  const examples = wrong.map((row) => `${row.id}: ${row.records}/${row.record_count}`);
  return finding('batch-gap', wrong.length, examples);
}
