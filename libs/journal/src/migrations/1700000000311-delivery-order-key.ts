import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a delivery keeps its order by, so that it finds its line again whenever it is queued once more. */
export class DeliveryOrderKey1700000000311 implements MigrationInterface {
  name = 'DeliveryOrderKey1700000000311';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery ADD COLUMN order_key text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery DROP COLUMN order_key');
  }
}
