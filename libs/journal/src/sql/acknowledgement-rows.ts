import { v7 as newId } from 'uuid';
import {
  errorsOf,
  judgeAcknowledgement,
  wholeAcknowledgements,
  type AcknowledgementFacts,
  type AcknowledgementState,
  type ExpectedAcknowledgement,
  type Judgement,
  type SettledAcknowledgement,
  type WholeAcknowledgement,
} from '#libs/journey';
import { insertRows, type SqlRunner } from './insert-rows.js';

type Incoming = WholeAcknowledgement['head'];

/** Keeps acknowledgements of what we sent, one after the other: a later one of the same file may repeat an earlier one. */
export async function settleAcknowledgements(
  runner: SqlRunner,
  incoming: readonly Incoming[],
  facts: AcknowledgementFacts,
): Promise<SettledAcknowledgement[]> {
  const settled: SettledAcknowledgement[] = [];
  for (const whole of wholeAcknowledgements(incoming)) settled.push(await settle(runner, whole, facts));
  return settled;
}

async function settle(
  runner: SqlRunner,
  whole: WholeAcknowledgement,
  facts: AcknowledgementFacts,
): Promise<SettledAcknowledgement> {
  const expected = await lockExpected(runner, whole.head, facts);
  const heard = expected === undefined ? [] : await heardOf(runner, expected.deliveryId);
  const judgement = judgeAcknowledgement(whole, expected, heard, new Date(facts.receivedAt));
  const id = await insertReceived(runner, whole, judgement, facts, expected?.deliveryId);
  if (judgement.state !== undefined) {
    await runner.query(
      `UPDATE expected_acknowledgement SET state = $2, answered_at = $3, answered_by = $4, errors = $5
       WHERE delivery_id = $1`,
      [expected!.deliveryId, judgement.state, facts.receivedAt, id, errorText(whole)],
    );
  }
  return {
    form: whole.head.form,
    reference: referenceOf(whole.head) ?? '',
    verdict: judgement.verdict,
    result: judgement.result,
    deliveryId: expected?.deliveryId,
    ofMessageId: expected?.messageId,
  };
}

/** The youngest interchange, or group, with this reference: numbers begin again after the last one. A test answers only tests. */
async function lockExpected(
  runner: SqlRunner,
  head: Incoming,
  { partner, isTest = false }: AcknowledgementFacts,
): Promise<ExpectedAcknowledgement | undefined> {
  const reference = referenceOf(head);
  if (reference === undefined || reference === '') return undefined;
  const [row] = (await runner.query(
    `SELECT delivery_id, message_id, message_reference, due_at, state FROM expected_acknowledgement
     WHERE partner = $1 AND syntax = ANY($2) AND ${isOfGroup(head) ? 'group_reference' : 'interchange_reference'} = ANY($3)
       AND (is_test OR NOT $4)
     ORDER BY delivery_id DESC LIMIT 1 FOR UPDATE`,
    [partner, syntaxesOf(head), spellingsOf(reference), isTest],
  )) as ExpectedRow[];
  if (row === undefined) return undefined;
  return {
    deliveryId: row.delivery_id,
    messageId: row.message_id,
    messageReference: row.message_reference ?? undefined,
    dueAt: row.due_at,
    state: row.state,
  };
}

function syntaxesOf({ form }: Incoming): string[] {
  if (form === 'RECEIPT') return ['xml', 'json'];
  return [form === 'CONTRL' || form === 'APERAK' ? 'edifact' : 'x12'];
}

/** What an acknowledgement calls our interchange by. The reference of a message of ours begins with that of its interchange. */
function referenceOf(head: Incoming): string | undefined {
  const { form, interchangeReference, groupReference, messageReference } = head;
  if (form === 'APERAK') return messageReference?.replace(/-\d+$/, '');
  return isOfGroup(head) ? groupReference : interchangeReference;
}

function isOfGroup({ form }: Incoming): boolean {
  return form === '997' || form === '999';
}

interface ExpectedRow {
  delivery_id: string;
  message_id: string;
  message_reference: string | null;
  due_at: Date;
  state: AcknowledgementState;
}

/** Partners repeat a number with or without the zeros in front. */
function spellingsOf(reference: string): string[] {
  const short = reference.replace(/^0+(?=.)/, '');
  return [...new Set([reference, short, short.padStart(9, '0')])];
}

async function heardOf(runner: SqlRunner, deliveryId: string): Promise<{ form: string; verdict: string }[]> {
  return (await runner.query(
    'SELECT DISTINCT form, verdict FROM received_acknowledgement WHERE delivery_id = $1',
    [deliveryId],
  )) as { form: string; verdict: string }[];
}

async function insertReceived(
  runner: SqlRunner,
  whole: WholeAcknowledgement,
  { verdict, result }: Judgement,
  facts: AcknowledgementFacts,
  deliveryId: string | undefined,
): Promise<string> {
  const { head, below } = whole;
  const message = below.find(({ level }) => level === 'message');
  const row = {
    id: newId(),
    message_id: facts.messageId,
    partner: facts.partner,
    form: head.form,
    interchange_reference: head.interchangeReference ?? null,
    group_reference: head.groupReference ?? null,
    message_reference: message?.messageReference ?? head.messageReference ?? null,
    message_type: message?.type ?? head.type ?? null,
    verdict,
    action: head.action,
    errors: errorText(whole),
    result,
    delivery_id: deliveryId ?? null,
    received_at: facts.receivedAt,
  };
  await insertRows(runner, 'received_acknowledgement', Object.keys(row), [Object.values(row)]);
  return row.id;
}

function errorText(whole: WholeAcknowledgement): string | null {
  const errors = errorsOf(whole);
  return errors.length === 0 ? null : JSON.stringify(errors.slice(0, 1000));
}
