import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit log: a table that takes new rows and refuses everything else. `detail` is canonical JSON, kept as it was hashed. */
export class AuditLog1700000000350 implements MigrationInterface {
  name = 'AuditLog1700000000350';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_entry');
    await runner.query('DROP FUNCTION audit_entry_stays');
  }
}

const statements = [
  `CREATE TABLE audit_entry (
    sequence bigint PRIMARY KEY, at timestamptz NOT NULL, actor text NOT NULL, action text NOT NULL,
    subject text NOT NULL, detail text NOT NULL, hash text NOT NULL
  )`,
  'CREATE INDEX audit_entry_subject ON audit_entry (subject, sequence)',
  'CREATE INDEX audit_entry_actor ON audit_entry (actor, sequence)',
  `CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'audit_entry: entries are only added, % is refused', TG_OP; END $$`,
  `CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays()`,
];
