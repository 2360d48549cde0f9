import { firstIdAt, readLateAnswers, readOwedAcknowledgements } from '#libs/journal';
import { receiptTimeOf } from '#libs/journey';
import type { FindingKind } from './finding-kinds.js';
import { finding, type Examination, type Finding } from './finding.js';

const dayMs = 86_400_000;

/** What waits for people: ours, to decide; and partners, to answer or to read. */
export async function checkDecisions(examination: Examination): Promise<Finding[]> {
  const { dataSource, nowMs } = examination;
  const codes = await dataSource.query<{ name: string; since: Date }[]>(
    `SELECT list || '/' || system || '/' || code AS name, first_seen AS since FROM unknown_code ORDER BY first_seen`,
  );
  const owed = await readOwedAcknowledgements(dataSource);
  const late = await readLateAnswers(dataSource, examination.answerDeadlines ?? [], nowMs);
  const unread = await dataSource.query<{ name: string; count: number; since: Date }[]>(
    `SELECT queue AS name, count(*)::int AS count, min(queued_at) AS since FROM queue_message
     WHERE queued_at < $1 GROUP BY 1 ORDER BY 3`,
    [new Date(nowMs - 7 * dayMs)],
  );
  const names = (rows: readonly { name: string }[]): string[] => rows.map((row) => row.name);
  return [
    ...(await inState('parked', 'parked', examination, 0)),
    ...(await inState('quarantined', 'quarantined-long', examination, dayMs)),
    ...finding('unknown-codes', codes.length, names(codes), { since: codes[0]?.since }),
    ...finding(
      'acknowledgement-overdue',
      owed.length,
      owed.map(({ partner, interchangeReference }) => `${partner} ${interchangeReference}`),
      { since: owed[0]?.dueAt },
    ),
    ...finding(
      'answer-overdue',
      late.length,
      late.map(({ partner, messageId }) => `${partner} ${messageId}`),
      { since: late[0]?.dueAt },
    ),
    ...finding(
      'queue-unread',
      unread.reduce((sum, row) => sum + row.count, 0),
      names(unread),
      { since: unread[0]?.since },
    ),
  ];
}

async function inState(
  state: string,
  kind: FindingKind,
  { dataSource, nowMs }: Examination,
  olderThanMs: number,
): Promise<Finding[]> {
  const [row] = await dataSource.query<{ count: number; ids: string[] }[]>(
    `SELECT count(*)::int AS count, coalesce((array_agg(id ORDER BY id))[1:10], '{}')::text[] AS ids
     FROM message WHERE state = $1 AND id < $2`,
    [state, firstIdAt(nowMs - olderThanMs)],
  );
  const { count, ids } = row!;
  return finding(kind, count, ids, { since: ids[0] === undefined ? null : receiptTimeOf(ids[0]) });
}
