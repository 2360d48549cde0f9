import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers by idempotency key, and keys of the installation's own. */
export class ServiceInterfaces1700000000370 implements MigrationInterface {
  readonly name = 'ServiceInterfaces1700000000370';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE idempotent_answer (
      principal text NOT NULL, operation text NOT NULL, key text NOT NULL, request_sha256 bytea NOT NULL,
      begun_at timestamptz NOT NULL DEFAULT now(), status integer, headers jsonb, body bytea,
      PRIMARY KEY (principal, operation, key)
    )`);
    await runner.query(`CREATE INDEX idempotent_answer_begun ON idempotent_answer (begun_at)`);
    await runner.query(
      `CREATE TABLE interface_key (purpose text PRIMARY KEY, key bytea NOT NULL, created_at timestamptz NOT NULL DEFAULT now())`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE interface_key');
    await runner.query('DROP TABLE idempotent_answer');
  }
}
