import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Credentials get a kind and an end; clients of the token endpoint have secrets or public keys. */
export class Clients1700000000352 implements MigrationInterface {
  name = 'Clients1700000000352';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE credential ADD kind text NOT NULL DEFAULT 'api-key'
        CHECK (kind IN ('api-key', 'example-key', 'client-secret', 'client-key')),
      ADD public_key jsonb, ADD valid_until timestamptz,
      ADD CHECK ((kind = 'client-key') = (public_key IS NOT NULL))`);
    await runner.query(`CREATE TABLE used_nonce (
      principal text NOT NULL, nonce text NOT NULL, until timestamptz NOT NULL, PRIMARY KEY (principal, nonce)
    )`);
    await runner.query('CREATE INDEX used_nonce_until ON used_nonce (until)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE used_nonce');
    await runner.query('ALTER TABLE credential DROP kind, DROP public_key, DROP valid_until');
  }
}
