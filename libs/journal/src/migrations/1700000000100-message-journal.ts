import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The message journal. Every table that grows with the traffic is partitioned by message id: the ids are UUIDv7, so a
 * range of ids is a range of time, a lookup by id touches one partition, and a day is dropped as a whole.
 */
export class MessageJournal1700000000100 implements MigrationInterface {
  name = 'MessageJournal1700000000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of partitioned) await runner.query(statement);
    for (const table of partitionedTables) {
      await runner.query(`CREATE TABLE ${table}_rest PARTITION OF ${table} DEFAULT`);
    }
    for (const statement of plain) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...partitionedTables, ...plainTables])
      await runner.query(`DROP TABLE IF EXISTS ${table}`);
  }
}

const partitionedTables = [
  'message',
  'message_payload',
  'message_detail',
  'canonical_message',
  'message_key',
  'delivery',
];
const plainTables = [
  'delivery_attempt',
  'outbox',
  'idempotency_key',
  'message_reference',
  'unknown_code',
  'unknown_code_wait',
  'cross_reference_entry',
  'mapping_version',
  'queue_message',
];

const partitioned = [
  `CREATE TABLE message (
    id uuid PRIMARY KEY, parent_id uuid, sequence integer,
    sender text, claimed_sender text, channel text NOT NULL,
    agreement text, agreement_version integer, format text, charset text, content_type text, file_name text,
    size_bytes bigint NOT NULL, sha256 bytea NOT NULL, reference text, lane_key text,
    reply_to text, idempotency_key text, trace_parent text,
    state text NOT NULL, state_at timestamptz NOT NULL DEFAULT now(), reason text, related_id uuid,
    issue_count integer NOT NULL DEFAULT 0, record_count integer, records_done integer NOT NULL DEFAULT 0
  ) PARTITION BY RANGE (id)`,
  `CREATE INDEX message_open ON message (id) WHERE state IN ('received', 'parked', 'quarantined')`,
  `CREATE INDEX message_children ON message (parent_id, sequence) WHERE parent_id IS NOT NULL`,
  `CREATE TABLE message_payload (
    message_id uuid NOT NULL, part integer NOT NULL, bytes bytea NOT NULL, context text, PRIMARY KEY (message_id, part)
  ) PARTITION BY RANGE (message_id)`,
  `CREATE TABLE message_detail (
    message_id uuid PRIMARY KEY, issues text NOT NULL
  ) PARTITION BY RANGE (message_id)`,
  `CREATE TABLE canonical_message (
    message_id uuid NOT NULL, ordinal integer NOT NULL, type text NOT NULL, version integer NOT NULL,
    mapping text NOT NULL, mapping_version text NOT NULL, document bytea NOT NULL, PRIMARY KEY (message_id, ordinal)
  ) PARTITION BY RANGE (message_id)`,
  `CREATE TABLE message_key (
    type text NOT NULL, value text NOT NULL, message_id uuid NOT NULL, PRIMARY KEY (type, value, message_id)
  ) PARTITION BY RANGE (message_id)`,
  `CREATE TABLE delivery (
    id uuid PRIMARY KEY, message_id uuid NOT NULL, ordinal integer NOT NULL, kind text NOT NULL,
    destination text NOT NULL, partner text NOT NULL, mapping text, mapping_version text,
    content_type text NOT NULL, bytes bytea, issues text,
    state text NOT NULL, state_at timestamptz NOT NULL DEFAULT now()
  ) PARTITION BY RANGE (id)`,
  `CREATE INDEX delivery_message ON delivery (message_id)`,
];

const plain = [
  `CREATE TABLE delivery_attempt (
    delivery_id uuid NOT NULL, number integer NOT NULL, at timestamptz NOT NULL DEFAULT now(),
    outcome text NOT NULL, detail text, PRIMARY KEY (delivery_id, number)
  )`,
  `CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL,
    exchange text NOT NULL, routing_key text NOT NULL, message_id uuid NOT NULL, ordinal integer, delivery_id uuid,
    properties text
  )`,
  `CREATE TABLE idempotency_key (
    partner text NOT NULL, key text NOT NULL, sha256 bytea NOT NULL, message_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (partner, key)
  )`,
  `CREATE TABLE message_reference (
    partner text NOT NULL, agreement text NOT NULL, reference text NOT NULL,
    message_id uuid NOT NULL, sha256 bytea NOT NULL, PRIMARY KEY (partner, agreement, reference)
  )`,
  `CREATE TABLE unknown_code (
    list text NOT NULL, system text NOT NULL, code text NOT NULL, first_seen timestamptz NOT NULL DEFAULT now(),
    first_message_id uuid NOT NULL, PRIMARY KEY (list, system, code)
  )`,
  `CREATE TABLE unknown_code_wait (
    list text NOT NULL, system text NOT NULL, code text NOT NULL, message_id uuid NOT NULL,
    PRIMARY KEY (list, system, code, message_id)
  )`,
  `CREATE TABLE cross_reference_entry (
    list text NOT NULL, system text NOT NULL, local_code text NOT NULL, standard_code text NOT NULL,
    decided_by text NOT NULL, decided_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (list, system, local_code)
  )`,
  `CREATE TABLE mapping_version (
    name text NOT NULL, version text NOT NULL, text text NOT NULL, first_used timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (name, version)
  )`,
  `CREATE TABLE queue_message (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, queue text NOT NULL, message_id text,
    exchange text NOT NULL, routing_key text NOT NULL, body bytea NOT NULL,
    properties text NOT NULL, queued_at timestamptz NOT NULL DEFAULT now(), UNIQUE (queue, message_id)
  )`,
];
