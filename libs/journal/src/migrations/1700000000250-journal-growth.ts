import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What keeps the journal fast and bounded when it grows: business keys in months, so that a search touches few
 * partitions; attempts in days like their deliveries; indexes for the lists that people ask for; the time of receipt as
 * an index of the tables that are not partitioned, so that their old rows are found.
 */
export class JournalGrowth1700000000250 implements MigrationInterface {
  name = 'JournalGrowth1700000000250';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      ...repartitioned('message_key', keys),
      ...repartitioned('delivery_attempt', attempts),
    ])
      await runner.query(statement);
    for (const statement of additions) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('the journal does not go back to its first layout; restore a backup');
  }
}

/** Rows that are there already go to the default partition; whoever makes partitions moves them on. */
function repartitioned(table: string, definitions: readonly string[]): string[] {
  return [
    `ALTER TABLE ${table} RENAME TO ${table}_before`,
    ...definitions,
    `CREATE TABLE ${table}_all_rest PARTITION OF ${table} DEFAULT`,
    `INSERT INTO ${table} SELECT * FROM ${table}_before`,
    `DROP TABLE ${table}_before`,
    `ALTER TABLE ${table}_all_rest RENAME TO ${table}_rest`,
  ];
}

const keys = [
  `CREATE TABLE message_key (
    type text NOT NULL, value text NOT NULL, message_id uuid NOT NULL,
    CONSTRAINT message_key_value PRIMARY KEY (type, value, message_id)
  ) PARTITION BY RANGE (message_id)`,
  // the keys of one message, without reading a month
  `CREATE INDEX message_key_message ON message_key (message_id)`,
];

const attempts = [
  `CREATE TABLE delivery_attempt (
    delivery_id uuid NOT NULL, number integer NOT NULL, at timestamptz NOT NULL DEFAULT now(),
    outcome text NOT NULL, detail text, CONSTRAINT delivery_attempt_number PRIMARY KEY (delivery_id, number)
  ) PARTITION BY RANGE (delivery_id)`,
];

const additions = [
  `ALTER TABLE message ADD COLUMN configuration integer`,
  // what is not accepted is rare, and what people ask for
  `DROP INDEX message_open`,
  `CREATE INDEX message_exception ON message (state, id) WHERE state <> 'accepted'`,
  `CREATE INDEX message_sender ON message (sender, id)`,
  `CREATE INDEX delivery_open ON delivery (state, id) WHERE state <> 'delivered'`,
  `CREATE INDEX idempotency_key_message ON idempotency_key (message_id)`,
  `CREATE INDEX message_reference_message ON message_reference (message_id)`,
];
