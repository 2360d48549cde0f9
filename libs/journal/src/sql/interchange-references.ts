import type { InterchangeClaim, InterchangeStanding } from '#libs/journey';
import { insertRows, type SqlRunner } from './insert-rows.js';

interface ReferenceRow {
  agreement: string;
  reference: string;
  message_id: string;
  sha256: Buffer;
  interchange: number | null;
}

/**
 * Duplicates of interchanges by table (REL-3): the first interchange that was not refused holds its control reference. In
 * `message_reference` they stand beside the references of messages, under names that no agreement can have.
 */
export async function claimInterchanges(
  runner: SqlRunner,
  claims: readonly InterchangeClaim[],
): Promise<InterchangeStanding[]> {
  const firsts = new Map<string, InterchangeClaim>();
  for (const claim of claims) if (!firsts.has(nameOf(claim))) firsts.set(nameOf(claim), claim);
  // in one order everywhere, so that two transactions never wait for each other
  const sorted = [...firsts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim);
  const claimed = await insertRows<ReferenceRow>(
    runner,
    'message_reference',
    ['partner', 'agreement', 'reference', 'message_id', 'sha256', 'interchange'],
    sorted.map((claim) => [
      claim.partner,
      kindOf(claim),
      claim.reference,
      claim.messageId,
      Buffer.from(claim.sha256, 'hex'),
      claim.interchange,
    ]),
    'ON CONFLICT DO NOTHING RETURNING *',
  );
  const fresh = new Set(claimed.map(rowName));
  const held = claimed.length === sorted.length ? claimed : await holdersOf(runner, sorted);
  const holders = new Map(held.map((row) => [rowName(row), row]));
  return claims.map((claim) => standingOf(claim, holders.get(nameOf(claim)), fresh.has(nameOf(claim))));
}

function standingOf(
  claim: InterchangeClaim,
  row: ReferenceRow | undefined,
  isFresh: boolean,
): InterchangeStanding {
  const holder = { messageId: row?.message_id ?? claim.messageId, interchange: row?.interchange ?? 1 };
  const isOwn = holder.messageId === claim.messageId && holder.interchange === claim.interchange;
  if (isOwn) return { kind: isFresh ? 'fresh' : 'held', holder };
  return { kind: row?.sha256.toString('hex') === claim.sha256 ? 'repeated' : 'conflict', holder };
}

async function holdersOf(runner: SqlRunner, claims: readonly InterchangeClaim[]): Promise<ReferenceRow[]> {
  return (await runner.query(
    `SELECT agreement, reference, message_id, sha256, interchange FROM message_reference
     WHERE (partner, agreement, reference) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))`,
    [claims.map(({ partner }) => partner), claims.map(kindOf), claims.map(({ reference }) => reference)],
  )) as ReferenceRow[];
}

export async function releaseInterchanges(
  runner: SqlRunner,
  claims: readonly InterchangeClaim[],
): Promise<void> {
  for (const claim of claims) {
    await runner.query(
      `DELETE FROM message_reference
       WHERE partner = $1 AND agreement = $2 AND reference = $3 AND message_id = $4 AND interchange = $5`,
      [claim.partner, kindOf(claim), claim.reference, claim.messageId, claim.interchange],
    );
  }
}

function kindOf({ syntax, isTest }: InterchangeClaim): string {
  return `*${syntax}${isTest ? '-test' : ''}`;
}

function nameOf(claim: InterchangeClaim): string {
  return `${kindOf(claim)}\n${claim.reference}`;
}

function rowName({ agreement, reference }: ReferenceRow): string {
  return `${agreement}\n${reference}`;
}
