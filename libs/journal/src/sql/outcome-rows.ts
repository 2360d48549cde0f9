import type { SettledOutcome } from '#libs/journey';
import type { Issue } from '#libs/message';
import { expectReceipts } from './expected-receipts.js';
import { deliveriesOf, insertDeliveries, sendOff } from './delivery-rows.js';
import { insertColumns, insertRows, type SqlRunner } from './insert-rows.js';
import { asBuffer } from './message-rows.js';
import type { OutboxRow } from './outbox-rows.js';
import { packed } from './packed-bytes.js';

/** Moves messages to the state that their outcome says, or to `state` where the outcome has no word for it. */
export async function updateStates(
  runner: SqlRunner,
  outcomes: readonly SettledOutcome[],
  state?: string,
): Promise<void> {
  const column = <Value>(pick: (outcome: SettledOutcome) => Value): Value[] => outcomes.map(pick);
  await runner.query(
    `UPDATE message SET state = v.state, state_at = now(), reason = v.reason, related_id = v.related_id,
        sender = coalesce(message.sender, v.sender), agreement = v.agreement, agreement_version = v.agreement_version,
        format = v.format, charset = v.charset, reference = v.reference, issue_count = v.issue_count,
        configuration = v.configuration
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[],
        $10::text[], $11::int[], $12::int[]) AS v(id, state, reason, related_id, sender, agreement, agreement_version, format, charset,
        reference, issue_count, configuration)
     WHERE message.id = v.id AND message.id = ANY($1::uuid[])`,
    [
      column(({ message }) => message.envelope.id),
      column(
        ({ verdict, isTest }) => state ?? (isTest === true && verdict === 'accepted' ? 'tested' : verdict),
      ),
      column(({ reason }) => reason ?? null),
      column(({ relatedId }) => relatedId ?? null),
      column(({ message }) => message.envelope.sender ?? null),
      column(({ agreement }) => agreement?.id ?? null),
      column(({ agreement }) => agreement?.version ?? null),
      column(({ format }) => format ?? null),
      column(({ charset }) => charset ?? null),
      column(({ reference }) => reference ?? null),
      column(({ issues }) => issues.length),
      column(({ message }) => message.configuration ?? null),
    ],
  );
}

/** What the journey has made of the messages: faults, keys, canonical messages, deliveries, and their outbox entries. */
export async function insertResults(runner: SqlRunner, outcomes: readonly SettledOutcome[]): Promise<void> {
  await insertDetails(runner, outcomes);
  await insertKeys(runner, outcomes);
  await insertUnknownCodes(runner, outcomes);
  const deliveries = outcomes.flatMap(deliveriesOf);
  await insertCanonicals(runner, outcomes);
  await insertDeliveries(runner, deliveries);
  await expectReceipts(runner, outcomes, deliveries);
  await sendOff(runner, deliveries, outcomes.flatMap(publicationsOf));
}

async function insertDetails(runner: SqlRunner, outcomes: readonly SettledOutcome[]): Promise<void> {
  await keepIssues(
    runner,
    outcomes
      .filter(({ issues }) => issues.length > 0)
      .map(({ message, issues }) => [message.envelope.id, issues]),
  );
}

export async function keepIssues(
  runner: SqlRunner,
  found: readonly (readonly [id: string, issues: readonly Issue[]])[],
): Promise<void> {
  await insertRows(
    runner,
    'message_detail',
    ['message_id', 'issues'],
    found.map(([id, issues]) => [id, JSON.stringify(issues)]),
    // a message that was released from quarantine is judged anew
    'ON CONFLICT (message_id) DO UPDATE SET issues = excluded.issues',
  );
}

async function insertKeys(runner: SqlRunner, outcomes: readonly SettledOutcome[]): Promise<void> {
  const rows = outcomes.flatMap(({ message, keys }) =>
    keys.map(({ type, value }) => [type, value, message.envelope.id]),
  );
  const columns = { type: 'text', value: 'text', message_id: 'uuid' };
  await insertColumns(runner, 'message_key', columns, rows, 'ON CONFLICT DO NOTHING');
}

/** A fault that a cross-reference would heal: the code, whose code it is, and the message that waits on it. */
function unknownCodesOf({ message, issues, verdict }: SettledOutcome): string[][] {
  if (verdict !== 'quarantined') return [];
  const missing = issues.filter((fault) => fault.code === 'code-not-listed' && fault.value !== undefined);
  const rows = missing.map((fault): [string, string[]] => {
    const row = [fault.expected ?? '', message.envelope.sender ?? '', fault.value!, message.envelope.id];
    return [row.join('\n'), row];
  });
  return [...new Map(rows).values()];
}

async function insertUnknownCodes(runner: SqlRunner, outcomes: readonly SettledOutcome[]): Promise<void> {
  const rows = outcomes.flatMap(unknownCodesOf).sort((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1));
  const columns = ['list', 'system', 'code'];
  await insertRows(runner, 'unknown_code', [...columns, 'first_message_id'], rows, 'ON CONFLICT DO NOTHING');
  await insertRows(runner, 'unknown_code_wait', [...columns, 'message_id'], rows, 'ON CONFLICT DO NOTHING');
}

async function insertCanonicals(runner: SqlRunner, outcomes: readonly SettledOutcome[]): Promise<void> {
  const all = outcomes.flatMap(({ message, canonicals }) =>
    canonicals.map((canonical) => ({ id: message.envelope.id, canonical })),
  );
  for (const { rows, bytes } of packed(all, ({ canonical }) => asBuffer(canonical.json))) {
    const described = rows.map(({ row: { id, canonical }, at, size }) => {
      const { ordinal, type, version, mapping, mappingVersion } = canonical;
      return { id, ordinal, type, version, mapping, mapping_version: mappingVersion, at, size };
    });
    await runner.query(
      `INSERT INTO canonical_message (message_id, ordinal, type, version, mapping, mapping_version, document)
       SELECT id, ordinal, type, version, mapping, mapping_version, substr($2::bytea, at, size)
       FROM json_to_recordset($1::json) AS row (id uuid, ordinal integer, type text, version integer, mapping text,
         mapping_version text, at integer, size integer)`,
      [JSON.stringify(described), bytes],
    );
  }
}

function publicationsOf({ message, canonicals }: SettledOutcome): OutboxRow[] {
  return canonicals.map(({ type, version, ordinal }) => ({
    kind: 'canonical',
    exchange: 'bianzu.canonical',
    routingKey: `${type}.${version}.${message.envelope.sender ?? ''}`,
    messageId: message.envelope.id,
    ordinal,
    trace: message.envelope,
  }));
}
