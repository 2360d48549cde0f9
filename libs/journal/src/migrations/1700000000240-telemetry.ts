import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What following a message needs: the whole trace context that it came with, and since when something waits to leave. */
export class Telemetry1700000000240 implements MigrationInterface {
  name = 'Telemetry1700000000240';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message ADD COLUMN trace_state text');
    await runner.query('ALTER TABLE outbox ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN queued_at');
    await runner.query('ALTER TABLE message DROP COLUMN trace_state');
  }
}
