import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What leaves by other ways than the broker: the queue of deliveries under way, what is known of each destination (its
 * owner, breaker, pause), and what passed in each attempt. The queue holds pointers; the bytes stay with the delivery.
 */
export class DeliveryQueue1700000000310 implements MigrationInterface {
  name = 'DeliveryQueue1700000000310';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['delivery_queue', 'destination_state', 'partner_pause'])
      await runner.query(`DROP TABLE IF EXISTS ${table}`);
    for (const column of attemptColumns.map((one) => one.split(' ')[0]))
      await runner.query(`ALTER TABLE delivery_attempt DROP COLUMN IF EXISTS ${column}`);
  }
}

const attemptColumns = [
  'attempt_id uuid',
  'request text',
  'answer text',
  'receipt bytea',
  'latency_ms integer',
  'actor text',
];

const statements = [
  `CREATE TABLE delivery_queue (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, delivery_id uuid NOT NULL UNIQUE, message_id uuid NOT NULL,
    destination text NOT NULL, partner text NOT NULL, line smallint NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'waiting', attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(), clock_from timestamptz NOT NULL DEFAULT now(),
    queued_at timestamptz NOT NULL DEFAULT now(), attempt_id uuid, actor text, trace text
  )`,
  `CREATE INDEX delivery_queue_line ON delivery_queue (destination, line, seq) WHERE state IN ('waiting', 'sending')`,
  `CREATE INDEX delivery_queue_receipt ON delivery_queue (due_at) WHERE state = 'awaiting-receipt'`,
  `CREATE INDEX delivery_queue_offered ON delivery_queue (partner, seq) WHERE state = 'offered'`,
  'CREATE INDEX delivery_queue_destination ON delivery_queue (destination, seq)',
  'CREATE INDEX delivery_queue_message ON delivery_queue (message_id)',
  `CREATE TABLE destination_state (
    destination text PRIMARY KEY, partner text NOT NULL,
    owner uuid, fence bigint NOT NULL DEFAULT 0, lease_until timestamptz,
    breaker text NOT NULL DEFAULT 'closed', failures integer NOT NULL DEFAULT 0, openings integer NOT NULL DEFAULT 0,
    rest_until timestamptz, last_accepted_at timestamptz, last_failure_at timestamptz, last_failure text,
    paused_at timestamptz, paused_by text, paused_reason text,
    switched_off_at timestamptz, switched_off_reason text
  )`,
  `CREATE TABLE partner_pause (
    partner text PRIMARY KEY, paused_at timestamptz NOT NULL DEFAULT now(), paused_by text NOT NULL, reason text NOT NULL
  )`,
  `CREATE INDEX delivery_unfinished ON delivery (destination, id) WHERE state IN ('failed', 'expired')`,
  ...attemptColumns.map((column) => `ALTER TABLE delivery_attempt ADD COLUMN ${column}`),
];
