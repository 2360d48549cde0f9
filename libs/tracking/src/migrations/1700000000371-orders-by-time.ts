import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders of a system, latest first: one page is one walk along this index. */
export class OrdersByTime1700000000371 implements MigrationInterface {
  readonly name = 'OrdersByTime1700000000371';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX business_record_orders ON business_record (system, as_of DESC, id DESC) WHERE kind = 'transport-order'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX business_record_orders');
  }
}
