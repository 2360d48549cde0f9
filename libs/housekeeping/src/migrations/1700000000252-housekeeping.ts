import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What housekeeping remembers: the doctor's latest report, and which days are in the archive. */
export class Housekeeping1700000000252 implements MigrationInterface {
  name = 'Housekeeping1700000000252';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE doctor_report (latest boolean PRIMARY KEY CHECK (latest), report text NOT NULL)',
    );
    await runner.query(
      `CREATE TABLE journal_day (
        day date PRIMARY KEY, state text NOT NULL, detail text, messages integer NOT NULL, age_days integer NOT NULL, changed_at timestamptz NOT NULL DEFAULT now()
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['journal_day', 'doctor_report']) await runner.query(`DROP TABLE ${table}`);
  }
}
