import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Test messages of runs through the scenarios of receivers, and what their partner says itself of them. */
export class ConformanceDelivery1700000000392 implements MigrationInterface {
  readonly name = 'ConformanceDelivery1700000000392';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE conformance_delivery (
      delivery_id uuid PRIMARY KEY, message_id uuid NOT NULL, run_id uuid NOT NULL, scenario text NOT NULL, step text NOT NULL,
      said text, said_at timestamptz
    )`);
    await runner.query('CREATE INDEX conformance_delivery_run ON conformance_delivery (run_id, delivery_id)');
    await runner.query(
      'CREATE INDEX conformance_run_open ON conformance_run (direction, id) WHERE ended_at IS NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX conformance_run_open');
    await runner.query('DROP TABLE conformance_delivery');
  }
}
