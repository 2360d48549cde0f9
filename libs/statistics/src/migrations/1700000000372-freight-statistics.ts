import type { MigrationInterface, QueryRunner } from 'typeorm';

const dimensions = `month text NOT NULL, basis text NOT NULL, category text NOT NULL, origin text NOT NULL,
  destination text NOT NULL, bureau text NOT NULL`;

const figures = `consignments bigint NOT NULL, kg numeric NOT NULL, teu numeric NOT NULL, wagons bigint NOT NULL,
  pieces bigint NOT NULL, revenue numeric NOT NULL`;

/** What each record contributes, differences that are not folded yet, and the totals. */
export class FreightStatistics1700000000372 implements MigrationInterface {
  readonly name = 'FreightStatistics1700000000372';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE freight_entry (record_id uuid PRIMARY KEY, message_id uuid NOT NULL, lines jsonb NOT NULL)`,
    );
    await runner.query(
      `CREATE TABLE freight_delta (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${dimensions}, ${figures})`,
    );
    await runner.query(
      `CREATE TABLE freight_total (${dimensions}, ${figures},
        PRIMARY KEY (month, basis, category, origin, destination, bureau))`,
    );
    await runner.query(`CREATE TABLE statistics_report (
      id uuid PRIMARY KEY, document jsonb NOT NULL, message_id uuid NOT NULL,
      created_by text NOT NULL, created_at timestamptz NOT NULL DEFAULT now()
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['statistics_report', 'freight_total', 'freight_delta', 'freight_entry'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
