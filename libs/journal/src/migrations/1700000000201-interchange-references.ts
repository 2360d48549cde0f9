import type { MigrationInterface, QueryRunner } from 'typeorm';

/** References of interchanges are kept with those of messages; a file can have several, so it is said which one it is. */
export class InterchangeReferences1700000000201 implements MigrationInterface {
  name = 'InterchangeReferences1700000000201';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message_reference ADD COLUMN interchange integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message_reference DROP COLUMN interchange');
  }
}
