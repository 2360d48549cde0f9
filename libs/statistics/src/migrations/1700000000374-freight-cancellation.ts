import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders that a status has cancelled; open as long as an order may still be on its way into the statistics. */
export class FreightCancellation1700000000374 implements MigrationInterface {
  readonly name = 'FreightCancellation1700000000374';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE freight_cancellation (number text PRIMARY KEY, at timestamptz NOT NULL,
        noted_at timestamptz NOT NULL DEFAULT now(), is_open boolean NOT NULL DEFAULT true)`,
    );
    await runner.query(
      'CREATE INDEX freight_cancellation_open ON freight_cancellation (noted_at) WHERE is_open',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE freight_cancellation');
  }
}
