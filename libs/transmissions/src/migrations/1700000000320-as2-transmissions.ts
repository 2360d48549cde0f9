import type { MigrationInterface, QueryRunner } from 'typeorm';

/** AS2 transmissions that came, as they came, with the MDNs that they were answered with; and MDNs that came for ours. */
export class As2Transmissions1700000000320 implements MigrationInterface {
  name = 'As2Transmissions1700000000320';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE as2_mdn');
    await runner.query('DROP TABLE as2_transmission');
  }
}

const statements = [
  `CREATE TABLE as2_transmission (
    id uuid PRIMARY KEY, partner text NOT NULL, message_id text NOT NULL, received_at timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL, headers jsonb NOT NULL, body bytea, payload_sha256 bytea, signed_by text, mic text,
    journal_id uuid, disposition text, detail text,
    mdn_headers jsonb, mdn bytea, mdn_url text, mdn_due_at timestamptz, mdn_attempts integer NOT NULL DEFAULT 0,
    mdn_sent_at timestamptz, mdn_error text
  )`,
  // what was refused holds no Message-ID: a corrected transmission may come under it
  `CREATE UNIQUE INDEX as2_transmission_once ON as2_transmission (partner, message_id) WHERE state <> 'refused'`,
  'CREATE INDEX as2_transmission_partner ON as2_transmission (partner, received_at)',
  'CREATE INDEX as2_transmission_time ON as2_transmission (received_at)',
  'CREATE INDEX as2_transmission_mdn ON as2_transmission (mdn_due_at) WHERE mdn_due_at IS NOT NULL',
  `CREATE INDEX as2_transmission_unanswered ON as2_transmission (received_at) WHERE state = 'arrived'`,
  `CREATE TABLE as2_mdn (
    id uuid PRIMARY KEY, partner text NOT NULL, received_at timestamptz NOT NULL DEFAULT now(),
    original_message_id text NOT NULL, delivery_id uuid, outcome text NOT NULL, disposition text NOT NULL, mdn bytea NOT NULL
  )`,
  'CREATE INDEX as2_mdn_partner ON as2_mdn (partner, received_at)',
  'CREATE INDEX as2_mdn_delivery ON as2_mdn (delivery_id)',
];
