import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Remembers by how many lanes messages have been handed over, so that the number can be changed without overtaking. */
export class LaneLayout1700000000270 implements MigrationInterface {
  name = 'LaneLayout1700000000270';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE lane_layout (
      only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
      lanes integer NOT NULL, changed_at timestamptz NOT NULL DEFAULT now()
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lane_layout');
  }
}
