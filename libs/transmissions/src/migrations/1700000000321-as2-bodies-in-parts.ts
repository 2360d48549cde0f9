import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bytes of AS2 transmissions in parts: a large one no longer passes through memory several times over on its way into the database. */
export class As2BodiesInParts1700000000321 implements MigrationInterface {
  name = 'As2BodiesInParts1700000000321';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE as2_transmission ADD COLUMN body bytea');
    await runner.query(
      `UPDATE as2_transmission SET body =
         (SELECT string_agg(bytes, ''::bytea ORDER BY part) FROM as2_transmission_part WHERE transmission_id = id)`,
    );
    await runner.query('DROP TABLE as2_transmission_part');
  }
}

const statements = [
  `CREATE TABLE as2_transmission_part (
    transmission_id uuid NOT NULL REFERENCES as2_transmission (id) ON DELETE CASCADE, part integer NOT NULL, bytes bytea NOT NULL,
    PRIMARY KEY (transmission_id, part)
  )`,
  // encrypted and compressed bytes do not get smaller
  'ALTER TABLE as2_transmission_part ALTER COLUMN bytes SET STORAGE EXTERNAL',
  `INSERT INTO as2_transmission_part (transmission_id, part, bytes)
   SELECT id, part, substring(body FROM part * 1048576 + 1 FOR 1048576)
   FROM as2_transmission, generate_series(0, (length(body) - 1) / 1048576) AS part WHERE length(body) > 0`,
  'ALTER TABLE as2_transmission DROP COLUMN body',
];
