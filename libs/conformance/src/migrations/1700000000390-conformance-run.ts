import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs through the scenarios of an agreement, with their reports. */
export class ConformanceRun1700000000390 implements MigrationInterface {
  readonly name = 'ConformanceRun1700000000390';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE conformance_run (
      id uuid PRIMARY KEY, direction text NOT NULL, partner text NOT NULL, agreement text NOT NULL, version integer NOT NULL,
      scenarios jsonb NOT NULL, started_by text NOT NULL, started_at timestamptz NOT NULL, ended_at timestamptz,
      verdict text NOT NULL, report jsonb NOT NULL, reported_at timestamptz NOT NULL
    )`);
    await runner.query(
      'CREATE INDEX conformance_run_agreement ON conformance_run (partner, agreement, version, direction, id)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE conformance_run');
  }
}
