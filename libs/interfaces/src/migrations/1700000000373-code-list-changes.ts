import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Proposals of changes to code lists, and the feed of changes that became active. */
export class CodeListChanges1700000000373 implements MigrationInterface {
  readonly name = 'CodeListChanges1700000000373';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE code_list_proposal (
      id uuid PRIMARY KEY, list text NOT NULL, csv text NOT NULL, base_sha256 text NOT NULL, difference jsonb NOT NULL, note text,
      proposed_by text NOT NULL, proposed_at timestamptz NOT NULL DEFAULT now(),
      activated_by text, activated_at timestamptz, configuration integer
    )`);
    await runner.query(`CREATE TABLE code_list_change (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, list text NOT NULL, code text NOT NULL,
      change text NOT NULL CONSTRAINT code_list_change_kind CHECK (change IN ('added', 'changed', 'withdrawn')),
      entry jsonb, configuration integer NOT NULL, changed_at timestamptz NOT NULL
    )`);
    await runner.query(
      `CREATE TABLE code_list_activation (id bigint PRIMARY KEY, told_at timestamptz NOT NULL DEFAULT now())`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['code_list_activation', 'code_list_change', 'code_list_proposal'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
