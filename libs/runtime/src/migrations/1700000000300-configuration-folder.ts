import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which files the folder of an installation had when a process last began with it. */
export class ConfigurationFolder1700000000300 implements MigrationInterface {
  name = 'ConfigurationFolder1700000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE configuration_folder (folder text PRIMARY KEY, version text NOT NULL, seen_at timestamptz NOT NULL DEFAULT now())`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE configuration_folder');
  }
}
