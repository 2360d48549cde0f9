import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Wrong passwords are counted for each place that a person logs in from, and what one address may ask for is counted for
 * all gateways together. A limit that a crash forgets is no loss: `login_allowance` is not logged.
 */
export class LoginPlaces1700000000355 implements MigrationInterface {
  name = 'LoginPlaces1700000000355';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE person DROP failures, DROP locked_until');
    await runner.query(`CREATE TABLE login_place (
      person text NOT NULL CONSTRAINT login_place_person REFERENCES person, place text NOT NULL,
      failures integer NOT NULL, locked_until timestamptz, last_login_at timestamptz, PRIMARY KEY (person, place)
    )`);
    await runner.query(`CREATE UNLOGGED TABLE login_allowance (
      address text PRIMARY KEY, taken_until timestamptz NOT NULL
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE login_place, login_allowance');
    await runner.query(
      'ALTER TABLE person ADD failures integer NOT NULL DEFAULT 0, ADD locked_until timestamptz',
    );
  }
}
