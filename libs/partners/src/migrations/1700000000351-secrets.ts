import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Secrets, sealed (`key_id`, `nonce`, `tag`), and certificates, which are not. A version never changes; it is retired. */
export class Secrets1700000000351 implements MigrationInterface {
  name = 'Secrets1700000000351';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE secret (
      id uuid PRIMARY KEY, owner text NOT NULL, name text NOT NULL, version integer NOT NULL,
      kind text NOT NULL CHECK (kind IN ('secret', 'certificate')),
      key_id text, nonce bytea, bytes bytea NOT NULL, tag bytea,
      valid_from timestamptz NOT NULL, valid_until timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(), created_by text NOT NULL,
      retired_at timestamptz, retired_by text,
      UNIQUE (owner, name, version),
      CHECK (kind = 'certificate' OR (key_id IS NOT NULL AND nonce IS NOT NULL AND tag IS NOT NULL))
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE secret');
  }
}
