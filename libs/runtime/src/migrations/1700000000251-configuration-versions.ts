import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Versions of the configuration. A version is a set of files and never changes; its files are kept once, by their hash.
 * Which version is active is told by the last activation; what was refused is kept for people to see.
 */
export class ConfigurationVersions1700000000251 implements MigrationInterface {
  name = 'ConfigurationVersions1700000000251';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(`DROP TABLE ${table}`);
  }
}

const tables = [
  'running_process',
  'configuration_refusal',
  'configuration_activation',
  'configuration_content',
  'configuration_version',
  'configuration_file',
];

const statements = [
  `CREATE TABLE configuration_file (sha256 text PRIMARY KEY, bytes bytea NOT NULL)`,
  `CREATE TABLE configuration_version (
    number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, version text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(), created_by text NOT NULL
  )`,
  `CREATE TABLE configuration_content (
    number integer NOT NULL CONSTRAINT configuration_content_version REFERENCES configuration_version,
    place text NOT NULL, sha256 text NOT NULL CONSTRAINT configuration_content_file REFERENCES configuration_file,
    PRIMARY KEY (number, place)
  )`,
  `CREATE TABLE configuration_activation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number integer NOT NULL CONSTRAINT configuration_activation_version REFERENCES configuration_version,
    activated_at timestamptz NOT NULL DEFAULT now(), activated_by text NOT NULL, note text
  )`,
  `CREATE TABLE configuration_refusal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, version text NOT NULL,
    refused_at timestamptz NOT NULL DEFAULT now(), refused_by text NOT NULL, problems text NOT NULL
  )`,
  `CREATE TABLE running_process (
    id uuid PRIMARY KEY, kind text NOT NULL, host text NOT NULL, pid integer NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(), seen_at timestamptz NOT NULL DEFAULT now(),
    configuration integer, refused integer, problems text
  )`,
];
