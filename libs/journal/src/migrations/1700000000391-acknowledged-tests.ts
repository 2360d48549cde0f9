import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is to be acknowledged may be a test of ours. */
export class AcknowledgedTests1700000000391 implements MigrationInterface {
  readonly name = 'AcknowledgedTests1700000000391';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE expected_acknowledgement ADD COLUMN is_test boolean NOT NULL DEFAULT false',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE expected_acknowledgement DROP COLUMN is_test');
  }
}
