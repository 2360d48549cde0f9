import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the exchange of EDI has to remember: the last control number of each counter, every interchange of ours that is to
 * be acknowledged, and every acknowledgement that came in. That a message was delivered, and that it was acknowledged, are
 * separate facts in separate tables.
 */
export class EdiExchange1700000000220 implements MigrationInterface {
  name = 'EdiExchange1700000000220';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['received_acknowledgement', 'expected_acknowledgement', 'control_number'])
      await runner.query(`DROP TABLE IF EXISTS ${table}`);
  }
}

const statements = [
  'CREATE TABLE control_number (counter text PRIMARY KEY, last bigint NOT NULL)',
  `CREATE TABLE expected_acknowledgement (
    delivery_id uuid PRIMARY KEY, message_id uuid NOT NULL, partner text NOT NULL, syntax text NOT NULL,
    interchange_reference text NOT NULL, group_reference text, message_reference text,
    message_type text NOT NULL, awaits text NOT NULL, sent_at timestamptz NOT NULL, due_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'waiting', answered_at timestamptz, answered_by uuid, errors text
  )`,
  `CREATE INDEX expected_acknowledgement_interchange
    ON expected_acknowledgement (partner, syntax, interchange_reference, delivery_id)`,
  `CREATE INDEX expected_acknowledgement_group
    ON expected_acknowledgement (partner, group_reference, delivery_id) WHERE group_reference IS NOT NULL`,
  `CREATE INDEX expected_acknowledgement_open
    ON expected_acknowledgement (due_at) WHERE state IN ('waiting', 'received')`,
  'CREATE INDEX expected_acknowledgement_state ON expected_acknowledgement (state, delivery_id)',
  'CREATE INDEX expected_acknowledgement_message ON expected_acknowledgement (message_id)',
  `CREATE TABLE received_acknowledgement (
    id uuid PRIMARY KEY, message_id uuid NOT NULL, partner text NOT NULL, form text NOT NULL,
    interchange_reference text, group_reference text, message_reference text, message_type text,
    verdict text NOT NULL, action text NOT NULL, errors text,
    result text NOT NULL, delivery_id uuid, received_at timestamptz NOT NULL
  )`,
  'CREATE INDEX received_acknowledgement_message ON received_acknowledgement (message_id)',
  `CREATE INDEX received_acknowledgement_delivery ON received_acknowledgement (delivery_id)
    WHERE delivery_id IS NOT NULL`,
];
