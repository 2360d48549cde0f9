import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which code has found which files without mistakes. */
export class ConfigurationCheck1700000000301 implements MigrationInterface {
  name = 'ConfigurationCheck1700000000301';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE configuration_check (
        version text NOT NULL, code text NOT NULL, checked_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (version, code)
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE configuration_check');
  }
}
