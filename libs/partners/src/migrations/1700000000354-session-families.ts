import type { MigrationInterface, QueryRunner } from 'typeorm';

/** All refresh tokens of a session have one half in common, so that an old one is known however often it was replaced. */
export class SessionFamilies1700000000354 implements MigrationInterface {
  name = 'SessionFamilies1700000000354';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM person_session');
    await runner.query(
      'ALTER TABLE person_session DROP replaced_sha256, ADD family_sha256 bytea NOT NULL UNIQUE',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE person_session DROP family_sha256, ADD replaced_sha256 bytea');
    await runner.query('CREATE INDEX person_session_replaced ON person_session (replaced_sha256)');
  }
}
