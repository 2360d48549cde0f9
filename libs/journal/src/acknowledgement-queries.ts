import type { DataSource } from 'typeorm';
import type { AcknowledgementResult, AcknowledgementState } from '#libs/journey';

/** What is to be acknowledged: an interchange of ours, and how it stands. */
export interface ExpectedAcknowledgementView {
  readonly deliveryId: string;
  /** The message that the interchange was made of. */
  readonly messageId: string;
  readonly partner: string;
  readonly syntax: 'edifact' | 'x12' | 'xml' | 'json';
  readonly interchangeReference: string;
  readonly groupReference: string | null;
  readonly messageReference: string | null;
  readonly messageType: string;
  readonly awaits: 'receipt' | 'content';
  readonly sentAt: Date;
  readonly dueAt: Date;
  readonly state: AcknowledgementState;
  readonly isOverdue: boolean;
  /** The answer came behind the agreed time. */
  readonly isLate: boolean;
  readonly answeredAt: Date | null;
  /** What the partner says is wrong, as JSON. */
  readonly errors: string | null;
}

/** An acknowledgement that came in. */
export interface ReceivedAcknowledgementView {
  readonly id: string;
  /** The message that had it in it. */
  readonly messageId: string;
  readonly partner: string;
  readonly form: string;
  readonly interchangeReference: string | null;
  readonly groupReference: string | null;
  readonly messageReference: string | null;
  readonly messageType: string | null;
  readonly verdict: string;
  readonly action: string;
  readonly errors: string | null;
  readonly result: AcknowledgementResult;
  /** What it answers; an orphan has none. */
  readonly deliveryId: string | null;
  readonly receivedAt: Date;
}

export const acknowledgementStates = [
  'waiting',
  'overdue',
  'late',
  'received',
  'accepted',
  'partially',
  'rejected',
] as const;

export interface AcknowledgementFilter {
  readonly state?: (typeof acknowledgementStates)[number];
  readonly partner?: string;
  /** Only deliveries before this one: the last id of the page before. */
  readonly beforeId?: string;
  readonly limit: number;
}

/**
 * The receipt of an interchange is enough for some; nobody waits for what has been answered, nor for tests; and a partner owes nothing
 * for what it has not got. Of a row of `expected_acknowledgement`.
 */
export const isOverdue = `(NOT is_test AND due_at < now() AND (state = 'waiting' OR (state = 'received' AND awaits = 'content'))
  AND EXISTS (SELECT FROM delivery d WHERE d.id = delivery_id AND d.state = 'delivered'))`;

/** What came did come, but behind the agreed time. */
const isLate = '(answered_at > due_at)';

const expectedColumns = `delivery_id AS "deliveryId", message_id AS "messageId", partner, syntax,
  interchange_reference AS "interchangeReference", group_reference AS "groupReference",
  message_reference AS "messageReference", message_type AS "messageType", awaits, sent_at AS "sentAt", due_at AS "dueAt",
  state, ${isOverdue} AS "isOverdue", coalesce(${isLate}, false) AS "isLate", answered_at AS "answeredAt", errors`;

const receivedColumns = `id, message_id AS "messageId", partner, form, interchange_reference AS "interchangeReference",
  group_reference AS "groupReference", message_reference AS "messageReference", message_type AS "messageType", verdict,
  action, errors, result, delivery_id AS "deliveryId", received_at AS "receivedAt"`;

/** Reads how interchanges of ours were acknowledged. Whether they were delivered is told by their deliveries. */
export class AcknowledgementQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. `waiting` and `received` have the overdue ones among them. */
  list({ state, partner, beforeId, limit }: AcknowledgementFilter): Promise<ExpectedAcknowledgementView[]> {
    const parameters: unknown[] = [];
    const given = (value: unknown): string => `$${parameters.push(value)}`;
    const conditions = ['true'];
    if (state === 'overdue') conditions.push(isOverdue);
    else if (state === 'late') conditions.push(isLate);
    else if (state !== undefined) conditions.push(`state = ${given(state)}`);
    if (partner !== undefined) conditions.push(`partner = ${given(partner)}`);
    if (beforeId !== undefined) conditions.push(`delivery_id < ${given(beforeId)}`);
    return this.dataSource.query(
      `SELECT ${expectedColumns} FROM expected_acknowledgement WHERE ${conditions.join(' AND ')}
       ORDER BY delivery_id DESC LIMIT ${given(limit)}`,
      parameters,
    );
  }

  /** What is expected for the deliveries of a message, and what came for it. */
  async ofMessage(messageId: string): Promise<{
    readonly expected: readonly ExpectedAcknowledgementView[];
    readonly received: readonly ReceivedAcknowledgementView[];
  }> {
    const expected = await this.dataSource.query<ExpectedAcknowledgementView[]>(
      `SELECT ${expectedColumns} FROM expected_acknowledgement WHERE message_id = $1`,
      [messageId],
    );
    const received = await this.dataSource.query<ReceivedAcknowledgementView[]>(
      `SELECT ${receivedColumns} FROM received_acknowledgement WHERE delivery_id = ANY($1::uuid[]) ORDER BY id`,
      [expected.map(({ deliveryId }) => deliveryId)],
    );
    return { expected, received };
  }

  /** The acknowledgements that a message had in it. */
  inMessage(messageId: string): Promise<ReceivedAcknowledgementView[]> {
    return this.dataSource.query(
      `SELECT ${receivedColumns} FROM received_acknowledgement WHERE message_id = $1 ORDER BY id`,
      [messageId],
    );
  }
}
