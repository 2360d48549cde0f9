import { issue } from '#libs/message';
import { duplicatesSinceMs, receiptTimeOf, type Outcome, type SettledOutcome } from '#libs/journey';
import { insertColumns, type SqlRunner } from './insert-rows.js';

interface ReferenceRow {
  partner: string;
  agreement: string;
  reference: string;
  message_id: string;
  sha256: Buffer;
}

interface Claim {
  readonly partner: string;
  readonly agreement: string;
  readonly reference: string;
  readonly messageId: string;
  readonly sha256: string;
  /** Holders that came before this moment (milliseconds since 1970) hold no longer: what was agreed to be a duplicate. */
  readonly holdersSinceMs?: number;
}

/**
 * Duplicates by table (REL-3). The first message that was not refused holds its reference. Another one with the same
 * bytes is a duplicate of it; with other bytes it is refused as a conflict. A refused message holds nothing, so that a
 * corrected one may come under the same reference. Where an agreement says how far back a duplicate lies, an older holder
 * gives its reference up to the next. Of those that are settled together the first in the list comes first.
 */
export async function settleReferences(
  runner: SqlRunner,
  outcomes: readonly Outcome[],
): Promise<SettledOutcome[]> {
  const claims = new Map<string, Claim>();
  for (const outcome of outcomes) {
    const claim = claimOf(outcome);
    if (claim !== undefined && !claims.has(nameOf(claim))) claims.set(nameOf(claim), claim);
  }
  const holders = await claimReferences(runner, [...claims.values()]);
  return outcomes.map((outcome) => settle(outcome, holders.get(nameOf(claimOf(outcome)))));
}

function claimOf(outcome: Outcome): Claim | undefined {
  const { agreement, reference, message, verdict, isTest = false } = outcome;
  if (agreement === undefined || reference === undefined || verdict === 'refused' || isTest) return undefined;
  const { id: messageId, sha256 } = message.envelope;
  const { partner, id } = agreement;
  return { partner, agreement: id, reference, messageId, sha256, holdersSinceMs: duplicatesSinceMs(outcome) };
}

async function claimReferences(runner: SqlRunner, claims: Claim[]): Promise<Map<string, ReferenceRow>> {
  // in one order everywhere, so that two transactions never wait for each other
  claims.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const claimed = await insertColumns<ReferenceRow>(
    runner,
    'message_reference',
    { partner: 'text', agreement: 'text', reference: 'text', message_id: 'uuid', sha256: 'bytea' },
    claims.map((claim) => [
      claim.partner,
      claim.agreement,
      claim.reference,
      claim.messageId,
      Buffer.from(claim.sha256, 'hex'),
    ]),
    'ON CONFLICT DO NOTHING RETURNING *',
  );
  const held = claimed.length === claims.length ? claimed : await holdersOf(runner, claims);
  const holders = new Map(held.map((row) => [nameOf(row), row]));
  for (const claim of claims) await takeOver(runner, claim, holders);
  return holders;
}

/** A reference whose holder came before the agreed window goes to the claim, unless another one was faster. */
async function takeOver(runner: SqlRunner, claim: Claim, holders: Map<string, ReferenceRow>): Promise<void> {
  const { partner, agreement, reference, messageId, sha256, holdersSinceMs } = claim;
  const holder = holders.get(nameOf(claim));
  if (holder === undefined || holdersSinceMs === undefined || holder.message_id === messageId) return;
  if (Date.parse(receiptTimeOf(holder.message_id)) >= holdersSinceMs) return;
  await runner.query(
    `UPDATE message_reference SET message_id = $4, sha256 = $5
     WHERE partner = $1 AND agreement = $2 AND reference = $3 AND message_id = $6`,
    [partner, agreement, reference, messageId, Buffer.from(sha256, 'hex'), holder.message_id],
  );
  for (const row of await holdersOf(runner, [claim])) holders.set(nameOf(row), row);
}

async function holdersOf(runner: SqlRunner, claims: readonly Claim[]): Promise<ReferenceRow[]> {
  return (await runner.query(
    `SELECT * FROM message_reference
     WHERE (partner, agreement, reference) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))`,
    [
      claims.map((claim) => claim.partner),
      claims.map((claim) => claim.agreement),
      claims.map((claim) => claim.reference),
    ],
  )) as ReferenceRow[];
}

function settle(outcome: Outcome, holder: ReferenceRow | undefined): SettledOutcome {
  const { id, sha256 } = outcome.message.envelope;
  if (holder === undefined || holder.message_id === id) return outcome;
  const isSame = holder.sha256.toString('hex') === sha256;
  const code = isSame ? 'reference-repeated' : 'reference-conflict';
  return {
    ...outcome,
    verdict: isSame ? 'duplicate' : 'refused',
    reason: code,
    relatedId: holder.message_id,
    issues: [...outcome.issues, issue(code, {}, { value: holder.reference, expected: holder.message_id })],
    canonicals: [],
    outgoing: [],
  };
}

function nameOf(key: { partner: string; agreement: string; reference: string } | undefined): string {
  return key === undefined ? '' : `${key.partner}\n${key.agreement}\n${key.reference}`;
}
