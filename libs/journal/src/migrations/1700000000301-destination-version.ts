import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which version of a destination a delivery was made for. */
export class DestinationVersion1700000000301 implements MigrationInterface {
  name = 'DestinationVersion1700000000301';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery ADD COLUMN destination_version integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery DROP COLUMN destination_version');
  }
}
