import type { DataSource } from 'typeorm';
import { createPartitions, dayOf } from '#libs/journal';

export interface FillOptions {
  /** The first day of all, UTC, in milliseconds since 1970. */
  readonly firstDayMs: number;
  readonly days: number;
  /** Of each payload; canonical messages and deliveries have half of it. */
  readonly payloadBytes: number;
}

const dayMs = 86_400_000;
export const dayOfIndex = (options: FillOptions, day: number): number =>
  dayOf(options.firstDayMs + day * dayMs).fromMs;

/** Senders in the proportions of a busy hub; one of them hardly ever sends. */
export const senders = ['sys-1', 'sys-2', 'sys-4', 'sys-5', 'sys-6'] as const;
export const rareSender = 'ubl-partner';

/**
 * Adds messages with all that becomes of them, spread over the days, by statements that make their own rows: 3 keys each,
 * one canonical message, one delivery with its attempt, issues for every tenth.
 * @param from how many messages every day has already
 */
export async function fill(
  dataSource: DataSource,
  options: FillOptions,
  from: number,
  to: number,
  tell: (line: string) => void,
): Promise<void> {
  await createPartitions(dataSource, options.firstDayMs, options.days);
  for (let day = 0; day < options.days; day++) {
    const dayStartMs = dayOfIndex(options, day);
    await dataSource.query(`CREATE TEMP TABLE made ON COMMIT PRESERVE ROWS AS ${made}`, [
      dayStartMs,
      from,
      to - 1,
    ]);
    for (const statement of inserts)
      await dataSource.query(statement.replaceAll('$bytes', String(options.payloadBytes)));
    await dataSource.query('DROP TABLE made');
    if (day % 10 === 9) tell(`${(to - from) * (day + 1)} messages`);
  }
  await dataSource.query('ANALYZE');
}

/** Ids have the time in front and the rest from a hash, so that the same arguments make the same rows. */
const made = `
  SELECT n, h, uuid(substr(t, 1, 8) || '-' || substr(t, 9, 4) || '-7' || substr(h, 1, 3) || '-8' || substr(h, 4, 3) || '-' ||
      substr(h, 7, 12)) AS id,
    uuid(substr(t, 1, 8) || '-' || substr(t, 9, 4) || '-7' || substr(h, 1, 3) || '-9' || substr(h, 4, 3) || '-' ||
      substr(h, 7, 12)) AS delivery,
    to_char(to_timestamp($1::bigint / 1000) AT TIME ZONE 'UTC', 'YYYYMMDD') || lpad((n / 3)::text, 7, '0') AS number,
    CASE WHEN n % 5000 = 0 THEN '${rareSender}' ELSE (ARRAY['${senders.join("','")}'])[1 + n % ${senders.length}] END AS sender,
    CASE WHEN n % 100 < 90 THEN 'accepted' WHEN n % 100 < 95 THEN 'duplicate' WHEN n % 1000 = 999 THEN 'quarantined'
      ELSE 'refused' END AS state
  FROM (
    SELECT n, md5($1::bigint || '/' || n) AS h,
      lpad(to_hex($1::bigint + (n * 7919 % 86400) * 1000 + n % 1000), 12, '0') AS t
    FROM generate_series($2::int, $3::int) AS n
  ) AS hashed ORDER BY t`;

const noise = (bytes: string): string =>
  `decode(substr(repeat(md5(h) || md5(h || 'b') || h || md5(h || 'c'), ${bytes} / 64 + 1), 1, 2 * (${bytes})), 'hex')`;

const inserts = [
  `INSERT INTO message (id, sender, channel, agreement, agreement_version, format, charset, content_type, size_bytes, sha256,
     reference, lane_key, trace_parent, state, issue_count)
   SELECT id, sender, 'rest', 'order', 1, 'xml', 'gb18030', 'application/xml', $bytes, decode(h || h, 'hex'), 'DD' || number,
     'DD' || number, '00-' || h || '-' || substr(h, 1, 16) || '-01', state, (n % 10 = 0)::int FROM made`,
  `INSERT INTO message_payload (message_id, part, bytes) SELECT id, 0, ${noise('$bytes')} FROM made`,
  `INSERT INTO message_detail SELECT id, '[{"code":"value-type","severity":"warning","location":{"path":"Order/Weight","line":12},"value":"x"}]'
   FROM made WHERE n % 10 = 0`,
  `INSERT INTO message_key SELECT 'order', 'DD' || number, id FROM made
   UNION ALL SELECT 'container', 'TBJU' || lpad((n * 37 % 200000)::text, 7, '0'), id FROM made
   UNION ALL SELECT 'customer', 'K' || (n * 31 % 20000), id FROM made`,
  `INSERT INTO canonical_message SELECT id, 0, 'transport-order', 1, 'sys-1/order-to-transport-order', substr(h, 1, 12),
     ${noise('$bytes / 2')} FROM made WHERE state = 'accepted'`,
  `INSERT INTO delivery (id, message_id, ordinal, kind, destination, partner, content_type, bytes, state)
   SELECT delivery, id, 0, 'message', 'sys-2-orders', 'sys-2', 'application/xml', ${noise('$bytes / 2')}, 'delivered'
   FROM made WHERE state = 'accepted'`,
  `INSERT INTO delivery_attempt (delivery_id, number, outcome) SELECT delivery, 1, 'confirmed' FROM made WHERE state = 'accepted'`,
  `INSERT INTO message_reference SELECT sender, 'order', 'DD' || number || '/' || n, id, decode(h || h, 'hex') FROM made
   WHERE state = 'accepted'`,
  `INSERT INTO idempotency_key (partner, key, sha256, message_id) SELECT sender, h, decode(h || h, 'hex'), id FROM made`,
];
