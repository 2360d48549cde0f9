import type { DataSource } from 'typeorm';
import { firstIdAt } from '#libs/journal';
import { fromPlainValue, type PlainValue } from '#libs/message';
import { canonicalEvent, verdictEvent, type Definitions, type WebhookEvent } from './webhook-event.js';

/** A time, from the first moment to before the second, in milliseconds since 1970. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

interface CanonicalRow {
  readonly messageId: string;
  readonly ordinal: number;
  readonly sender: string;
  readonly type: string;
  readonly version: number;
  readonly document: Buffer;
}

interface VerdictRow {
  readonly messageId: string;
  readonly sender: string;
  readonly state: 'accepted' | 'refused';
  readonly reason: string | null;
  readonly reference: string | null;
  readonly agreement: string | null;
  readonly keys: readonly { readonly type: string; readonly value: string }[];
}

const pageSize = 500;
const noMessage = '00000000-0000-0000-0000-000000000000';

const canonicalColumns = `c.message_id AS "messageId", c.ordinal, m.sender, c.type, c.version, c.document`;
const verdictColumns = `m.id AS "messageId", m.sender, CASE m.state WHEN 'refused' THEN 'refused' ELSE 'accepted' END AS state,
  m.reason, m.reference, m.agreement, coalesce((SELECT jsonb_agg(jsonb_build_object('type', k.type, 'value', k.value) ORDER BY k.type, k.value)
    FROM message_key k WHERE k.message_id = m.id), '[]') AS keys`;

/** Events as they were told before, made again from the journal: under the same ids, with the same data. */
export class ToldBefore {
  constructor(private readonly dataSource: DataSource) {}

  /** The event with this id; undefined when the journal has no such message any more, or never had. */
  async event(id: string, definitions: Definitions): Promise<WebhookEvent | undefined> {
    const [, messageId = '', rest = ''] =
      /^evt-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\d{1,6}|accepted|refused)$/.exec(id) ?? [];
    if (messageId === '') return undefined;
    if (rest === 'accepted' || rest === 'refused') {
      const [row] = await this.verdicts(`m.id = $1 AND m.id = $2`, [messageId, messageId], 1);
      return row?.state === rest ? verdictOf(row) : undefined;
    }
    const [row] = await this.dataSource.query<CanonicalRow[]>(
      `SELECT ${canonicalColumns} FROM canonical_message c JOIN message m ON m.id = c.message_id AND m.id = $1
       WHERE c.message_id = $1 AND c.ordinal = $2 AND m.sender IS NOT NULL`,
      [messageId, Number(rest)],
    );
    return row === undefined ? undefined : canonicalOf(row, definitions);
  }

  /** Events about canonical messages of these types in the range, in the order of their receipt, a page at a time. */
  async *canonicals(
    types: readonly { readonly type: string; readonly version: number }[],
    { fromMs, toMs }: TimeRange,
    definitions: Definitions,
  ): AsyncIterable<WebhookEvent[]> {
    if (types.length === 0) return;
    for (let after: [string, number] = [firstIdAt(fromMs), -1]; ;) {
      const rows = await this.dataSource.query<CanonicalRow[]>(
        `SELECT ${canonicalColumns} FROM canonical_message c JOIN message m ON m.id = c.message_id AND m.id >= $1 AND m.id < $3
         WHERE (c.message_id, c.ordinal) > ($1::uuid, $2::int) AND c.message_id < $3 AND m.sender IS NOT NULL
           AND (c.type, c.version) IN (SELECT * FROM unnest($4::text[], $5::int[]))
         ORDER BY c.message_id, c.ordinal LIMIT ${pageSize}`,
        [...after, firstIdAt(toMs), types.map(({ type }) => type), types.map(({ version }) => version)],
      );
      yield rows.map((row) => canonicalOf(row, definitions));
      const last = rows.at(-1);
      if (last === undefined || rows.length < pageSize) return;
      after = [last.messageId, last.ordinal];
    }
  }

  /** Events about what became of the messages of one sender. */
  async *verdictsOf(sender: string, { fromMs, toMs }: TimeRange): AsyncIterable<WebhookEvent[]> {
    const condition = `m.id > $1 AND m.id < $2 AND m.sender = $3
      AND (m.state = 'refused' OR (m.state IN ('accepted', 'split') AND m.parent_id IS NULL))`;
    for (let after = fromMs === 0 ? noMessage : firstIdAt(fromMs); ;) {
      const rows = await this.verdicts(condition, [after, firstIdAt(toMs), sender], pageSize);
      yield rows.map(verdictOf);
      const last = rows.at(-1);
      if (last === undefined || rows.length < pageSize) return;
      after = last.messageId;
    }
  }

  private verdicts(condition: string, values: unknown[], most: number): Promise<VerdictRow[]> {
    return this.dataSource.query<VerdictRow[]>(
      `SELECT ${verdictColumns} FROM message m
       WHERE ${condition} AND m.sender IS NOT NULL AND m.state IN ('accepted', 'split', 'refused')
       ORDER BY m.id LIMIT ${most}`,
      values,
    );
  }
}

function canonicalOf({ document, ...row }: CanonicalRow, definitions: Definitions): WebhookEvent {
  const root = fromPlainValue(JSON.parse(document.toString('utf8')) as PlainValue);
  return canonicalEvent({ ...row, json: document, root }, definitions);
}

function verdictOf({ reason, reference, agreement, ...row }: VerdictRow): WebhookEvent {
  return verdictEvent({
    ...row,
    reason: reason ?? undefined,
    reference: reference ?? undefined,
    agreement: agreement ?? undefined,
  });
}
