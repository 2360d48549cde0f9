import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts of people and their sessions. Of passwords and refresh tokens there are only hashes. */
export class People1700000000353 implements MigrationInterface {
  name = 'People1700000000353';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE person (
      name text PRIMARY KEY, password_hash text NOT NULL, roles text[] NOT NULL, partners text[],
      failures integer NOT NULL DEFAULT 0, locked_until timestamptz, disabled_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(), created_by text NOT NULL
    )`);
    await runner.query(`CREATE TABLE person_session (
      id uuid PRIMARY KEY, person text NOT NULL CONSTRAINT person_session_person REFERENCES person,
      refresh_sha256 bytea NOT NULL UNIQUE, replaced_sha256 bytea,
      created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL, ended_at timestamptz
    )`);
    await runner.query('CREATE INDEX person_session_person ON person_session (person)');
    await runner.query('CREATE INDEX person_session_replaced ON person_session (replaced_sha256)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE person_session, person');
  }
}
