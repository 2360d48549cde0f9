import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work that has begun on messages which came once more; see `Suspects`. */
export class Suspects1700000000400 implements MigrationInterface {
  name = 'Suspects1700000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE suspect (
      message_id uuid PRIMARY KEY,
      process uuid NOT NULL,
      is_alone boolean NOT NULL DEFAULT false,
      ended_among_others integer NOT NULL DEFAULT 0,
      ended_alone integer NOT NULL DEFAULT 0,
      records_done integer NOT NULL
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE suspect');
  }
}
