import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What partners have subscribed to. */
export class Webhooks1700000000340 implements MigrationInterface {
  readonly name = 'Webhooks1700000000340';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE webhook_subscription (
      id uuid PRIMARY KEY, partner text NOT NULL, url text NOT NULL, types text[] NOT NULL, keys jsonb NOT NULL,
      description text NOT NULL DEFAULT '', scheme text NOT NULL, state text NOT NULL, reason text,
      revision integer NOT NULL DEFAULT 1, created_at timestamptz NOT NULL DEFAULT now(),
      changed_at timestamptz NOT NULL DEFAULT now(), replayed_at timestamptz
    )`);
    await runner.query('CREATE INDEX webhook_subscription_partner ON webhook_subscription (partner, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_subscription');
  }
}
