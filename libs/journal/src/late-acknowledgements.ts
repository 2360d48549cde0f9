import { receiptTimeOf } from '#libs/journey';
import { isOverdue } from './acknowledgement-queries.js';
import { firstIdAt } from './partitions.js';
import type { SqlRunner } from './sql/insert-rows.js';

/** How soon the partner of an agreement is to have our answer. */
export interface AnswerDeadline {
  readonly partner: string;
  readonly agreement: string;
  readonly version: number;
  readonly withinMs: number;
}

/** An answer of ours that its partner should have by now. */
export interface LateAnswer {
  readonly messageId: string;
  readonly partner: string;
  /** Null as long as nobody has looked what the message is. */
  readonly agreement: string | null;
  /** `received`, `quarantined`, `parked`: nobody has an answer yet; any other: the answer is on its way. */
  readonly state: string;
  /** The answer on its way. */
  readonly deliveryId: string | null;
  readonly dueAt: Date;
}

/** An acknowledgement that a partner owes us. */
export interface OwedAcknowledgement {
  readonly partner: string;
  readonly interchangeReference: string;
  readonly dueAt: Date;
}

/** More than this are not told one by one. */
export const mostLate = 10_000;

/** What partners have not acknowledged in time, of what they have got; the longest overdue first. */
export async function readOwedAcknowledgements(runner: SqlRunner): Promise<OwedAcknowledgement[]> {
  return (await runner.query(
    `SELECT partner, interchange_reference AS "interchangeReference", due_at AS "dueAt" FROM expected_acknowledgement
     WHERE state IN ('waiting', 'received') AND ${isOverdue} ORDER BY due_at LIMIT ${mostLate}`,
  )) as OwedAcknowledgement[];
}

interface Candidate {
  readonly messageId: string;
  readonly partner: string;
  readonly agreement: string | null;
  readonly version: number | null;
  readonly state: string;
  readonly deliveryId: string | null;
}

const columns = `m.id AS "messageId", m.sender AS partner, m.agreement, m.agreement_version AS version, m.state`;

/** Only what is unfinished is looked at, by its own indexes, however large the journal is. */
const candidates = `
  (SELECT ${columns}, NULL::uuid AS "deliveryId" FROM message m
   WHERE m.state IN ('received', 'parked', 'quarantined') AND m.parent_id IS NULL AND m.id < $1 AND m.sender = ANY($2::text[])
   ORDER BY m.id LIMIT ${mostLate})
  UNION ALL
  (SELECT ${columns}, d.id AS "deliveryId" FROM delivery d JOIN message m ON m.id = d.message_id
   WHERE d.state IN ('pending', 'awaiting-receipt') AND d.kind = 'acknowledgement' AND d.partner = ANY($2::text[]) AND m.id < $1
   ORDER BY d.id LIMIT ${mostLate})`;

/**
 * Messages of partners with whom a deadline is agreed, that have no answer, or one that is still on its way, after that time; the
 * longest overdue first. As long as it is not known what a message is, the longest deadline of its partner counts.
 */
export async function readLateAnswers(
  runner: SqlRunner,
  deadlines: readonly AnswerDeadline[],
  nowMs = Date.now(),
): Promise<LateAnswer[]> {
  if (deadlines.length === 0) return [];
  const shortestMs = Math.min(...deadlines.map(({ withinMs }) => withinMs));
  const partners = [...new Set(deadlines.map(({ partner }) => partner))];
  const rows = (await runner.query(candidates, [firstIdAt(nowMs - shortestMs), partners])) as Candidate[];
  return rows
    .flatMap(({ version, ...row }): LateAnswer[] => {
      const withinMs = deadlineOf({ version, ...row }, deadlines);
      if (withinMs === undefined) return [];
      const dueAt = new Date(Date.parse(receiptTimeOf(row.messageId)) + withinMs);
      return dueAt.getTime() < nowMs ? [{ ...row, dueAt }] : [];
    })
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

function deadlineOf(
  { partner, agreement, version }: Omit<Candidate, 'deliveryId'>,
  deadlines: readonly AnswerDeadline[],
): number | undefined {
  const own = deadlines.filter((one) => one.partner === partner);
  if (agreement === null) return Math.max(...own.map(({ withinMs }) => withinMs));
  return own.find((one) => one.agreement === agreement && one.version === version)?.withinMs;
}
