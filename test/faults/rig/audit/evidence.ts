import pg from 'pg';
import { canonicalQueue } from '../fault-installation.js';
import type { Installation } from '../installation.js';
import type { Arrival, Mailbox } from '../inbox.js';
import type { Answered, Ledger } from '../ledger.js';
import type { PartnerEndpoint } from '../partner/partner-endpoint.js';

export interface JournalRow {
  readonly id: string;
  readonly sender: string | null;
  readonly idempotencyKey: string | null;
  readonly sha256: string;
  readonly state: string;
  readonly reason: string | null;
  readonly parentId: string | null;
  readonly sequence: number | null;
  readonly canonicals: number;
}

export interface RecordRow {
  readonly system: string;
  readonly kind: string;
  readonly number: string;
  readonly messageId: string;
  readonly packages: string | null;
}

export interface DeliveryRow {
  readonly id: string;
  readonly destination: string;
  readonly kind: string;
  readonly state: string;
  readonly stateAt: Date;
  readonly reference: string | null;
  readonly group: string | null;
  readonly text: string;
}

/** Of a delivery that leaves without the broker. */
export interface AttemptRow {
  readonly deliveryId: string;
  readonly number: number;
  readonly outcome: string;
  readonly at: Date;
}

/** All that the checks look at, read once. */
export interface Evidence {
  readonly sent: readonly Answered[];
  readonly journal: readonly JournalRow[];
  /** Those that came as they are, by the id under which they were sent. */
  readonly bySentId: ReadonlyMap<string, readonly JournalRow[]>;
  readonly records: readonly RecordRow[];
  readonly deliveries: readonly DeliveryRow[];
  readonly attempts: readonly AttemptRow[];
  readonly canonicals: readonly Arrival[];
  readonly inbox: Mailbox;
  readonly hasCanonicalReader: boolean;
  readonly partner: PartnerEndpoint | undefined;
}

const journalQuery = `SELECT m.id, m.sender, m.idempotency_key AS "idempotencyKey", encode(m.sha256, 'hex') AS sha256, m.state,
    m.reason, m.parent_id AS "parentId", m.sequence,
    (SELECT count(*)::int FROM canonical_message c WHERE c.message_id = m.id) AS canonicals
  FROM message m ORDER BY m.id`;

const recordQuery = `SELECT system, kind, number, message_id AS "messageId", document #>> '{items,0,packageCount}' AS packages
  FROM business_record`;

const deliveryQuery = `SELECT d.id, d.destination, d.kind, d.state, d.state_at AS "stateAt", e.interchange_reference AS reference,
    e.group_reference AS group, CASE WHEN e.delivery_id IS NULL THEN '' ELSE convert_from(d.bytes, 'UTF8') END AS text
  FROM delivery d LEFT JOIN expected_acknowledgement e ON e.delivery_id = d.id ORDER BY d.id`;

const attemptQuery = `SELECT delivery_id AS "deliveryId", number, outcome, at
  FROM delivery_attempt WHERE attempt_id IS NOT NULL ORDER BY delivery_id, number`;

export async function readEvidence(installation: Installation, ledger: Ledger): Promise<Evidence> {
  const client = new pg.Client({ connectionString: installation.databaseUrl });
  await client.connect();
  const rows = async <Row extends object>(sql: string): Promise<Row[]> => (await client.query<Row>(sql)).rows;
  try {
    const journal = await rows<JournalRow>(journalQuery);
    return {
      sent: ledger.answered,
      journal,
      bySentId: grouped(
        journal.filter(({ parentId }) => parentId === null),
        ({ idempotencyKey }) => idempotencyKey ?? 'none',
      ),
      records: await rows<RecordRow>(recordQuery),
      deliveries: await rows<DeliveryRow>(deliveryQuery),
      attempts: await rows<AttemptRow>(attemptQuery),
      canonicals: installation.inbox.in(canonicalQueue),
      inbox: installation.inbox,
      hasCanonicalReader: installation.hasCanonicalReader,
      partner: installation.partner,
    };
  } finally {
    await client.end();
  }
}

export function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
