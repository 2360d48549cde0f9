import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The consolidated customer store: party records, the customers over them, and the business records that hang on them. */
export class CustomerStore1700000000200 implements MigrationInterface {
  name = 'CustomerStore1700000000200';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...partyTables, ...recordTables]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(`DROP TABLE ${table}`);
  }
}

const tables = [
  'record_key',
  'record_party',
  'business_record',
  'match_decision',
  'customer_alias',
  'customer_member',
  'customer',
  'party_key',
  'party_record',
];

const partyTables = [
  `CREATE TABLE party_record (
    id uuid PRIMARY KEY, system text NOT NULL, local_id text NOT NULL,
    fields jsonb NOT NULL, credit_codes text[] NOT NULL,
    CONSTRAINT party_record_source UNIQUE (system, local_id)
  )`,
  `CREATE TABLE party_key (
    kind text NOT NULL, value text NOT NULL,
    party_record_id uuid NOT NULL CONSTRAINT party_key_of REFERENCES party_record,
    PRIMARY KEY (kind, value, party_record_id)
  )`,
  `CREATE INDEX party_key_record ON party_key (party_record_id)`,
  `CREATE TABLE customer (id uuid PRIMARY KEY, needs_review boolean NOT NULL)`,
  // apart from party_record: matching writes links of records that it has not locked
  `CREATE TABLE customer_member (
    party_record_id uuid PRIMARY KEY CONSTRAINT customer_member_record REFERENCES party_record,
    customer_id uuid NOT NULL CONSTRAINT customer_member_customer REFERENCES customer
  )`,
  `CREATE INDEX customer_member_by_customer ON customer_member (customer_id)`,
  `CREATE TABLE customer_alias (
    alias_id uuid NOT NULL,
    party_record_id uuid NOT NULL CONSTRAINT customer_alias_record REFERENCES party_record,
    PRIMARY KEY (alias_id, party_record_id)
  )`,
  // no references: decisions may be replayed before the records arrive
  `CREATE TABLE match_decision (
    id uuid PRIMARY KEY, first_record uuid NOT NULL, second_record uuid NOT NULL,
    verdict text NOT NULL CONSTRAINT match_decision_verdict CHECK (verdict IN ('same', 'different')),
    decided_by text NOT NULL, decided_at timestamptz NOT NULL, reason text NOT NULL, withdrawn_at timestamptz
  )`,
  `CREATE INDEX match_decision_first ON match_decision (first_record)`,
  `CREATE INDEX match_decision_second ON match_decision (second_record)`,
];

const recordTables = [
  `CREATE TABLE business_record (
    id uuid PRIMARY KEY, kind text NOT NULL, system text NOT NULL, number text NOT NULL,
    type text NOT NULL, version integer NOT NULL, as_of timestamptz NOT NULL, message_id uuid NOT NULL,
    revision text COLLATE "C" NOT NULL, document jsonb NOT NULL,
    CONSTRAINT business_record_number UNIQUE (kind, system, number)
  )`,
  `CREATE TABLE record_party (
    record_id uuid NOT NULL, role text NOT NULL,
    party_record_id uuid NOT NULL,
    PRIMARY KEY (record_id, role, party_record_id)
  )`,
  `CREATE INDEX record_party_by_party ON record_party (party_record_id, record_id)`,
  `CREATE TABLE record_key (
    record_id uuid NOT NULL,
    type text NOT NULL, value text NOT NULL,
    PRIMARY KEY (record_id, type, value)
  )`,
  `CREATE INDEX record_key_value ON record_key (value, type)`,
];
