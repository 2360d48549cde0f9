import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Credentials1700000000150 implements MigrationInterface {
  name = 'Credentials1700000000150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE credential (
      id uuid PRIMARY KEY, principal text NOT NULL, token_sha256 bytea NOT NULL UNIQUE, scopes text[] NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(), revoked_at timestamptz
    )`);
    await runner.query('CREATE INDEX credential_principal ON credential (principal)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credential');
  }
}
