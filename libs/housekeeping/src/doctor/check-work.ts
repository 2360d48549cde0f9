import { firstIdAt, insertOutbox, laneHash } from '#libs/journal';
import { finding, type Examination, type Finding } from './finding.js';

interface WaitingRow {
  id: string;
  lane_key: string | null;
  state_at: Date;
  records_done: number;
  last_record: string | null;
}

const mostAtOnce = 10_000;
/** Behind a full lane a message may wait for long; after this it is queued once more all the same. */
const behindOthersMs = 3_600_000;

/**
 * Messages that wait for their journey with nobody coming: no outbox entry, and no lane in which they could be. Queuing
 * one again is safe even when it was on its way after all: a message that is finished is passed over.
 */
export async function checkWork(examination: Examination): Promise<Finding[]> {
  const { dataSource, nowMs, patienceMs } = examination;
  const rows = await dataSource.query<WaitingRow[]>(
    `SELECT m.id, m.lane_key, m.state_at, m.records_done,
       CASE WHEN m.records_done > 0 THEN (SELECT r.id FROM message r WHERE r.parent_id = m.id
         ORDER BY r.sequence DESC LIMIT 1) END AS last_record
     FROM message m WHERE m.state = 'received' AND m.id < $1 AND m.state_at < $2
       AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'work' AND o.message_id = m.id)
     ORDER BY m.id LIMIT ${mostAtOnce}`,
    [firstIdAt(nowMs - patienceMs), new Date(nowMs - patienceMs)],
  );
  const lost = rows.filter((row) => row.records_done === 0 && !isInLane(row, examination));
  const stuck = rows.filter(
    (row) => row.records_done > 0 && (row.last_record ?? '') < firstIdAt(nowMs - 2 * patienceMs),
  );
  return [
    ...(await found('work-lost', lost, examination)),
    ...(await found('batch-stuck', stuck, examination)),
  ];
}

/** Its lane has messages, so it may be among them. */
function isInLane(row: WaitingRow, { queues, lanes, nowMs }: Examination): boolean {
  if (nowMs - row.state_at.getTime() > behindOthersMs) return false;
  const lane = laneHash(row.lane_key ?? row.id) % lanes;
  return (queues ?? []).some(({ name, messages }) => name === `bianzu.work.${lane}` && messages > 0);
}

async function found(
  kind: 'work-lost' | 'batch-stuck',
  rows: readonly WaitingRow[],
  { dataSource, isHealing }: Examination,
): Promise<Finding[]> {
  if (rows.length > 0 && isHealing) {
    await dataSource.transaction((manager) =>
      insertOutbox(
        manager,
        rows.map((row) => ({
          kind: 'work',
          exchange: 'bianzu.work',
          routingKey: String(laneHash(row.lane_key ?? row.id)),
          messageId: row.id,
        })),
      ),
    );
  }
  const ids = rows.map((row) => row.id);
  return finding(kind, rows.length, ids, { since: rows[0]?.state_at, healed: isHealing ? rows.length : 0 });
}
