import type { DataSource, EntityManager } from 'typeorm';
import { AuditLog } from '#libs/audit';
import { configurationFiles, type ConfigurationFile, type ConfigurationFiles } from '#libs/configuration';
import { insertRows } from '#libs/journal';
import type { ConfigurationProblem } from '#libs/message';
import { takeEffect, type Effect } from './take-effect.js';

/** Notified when another version becomes active. */
export const configurationChannel = 'bianzu_configuration';

/** A version that is or was active, and since when. */
export interface Activation {
  /** Short, for people and for messages. */
  readonly number: number;
  /** Hash over all files. */
  readonly version: string;
  readonly activatedAt: string;
  readonly activatedBy: string;
  readonly note: string | null;
}

/** Why a version did not become active. */
export interface Refusal {
  readonly version: string;
  readonly refusedAt: string;
  readonly refusedBy: string;
  readonly problems: readonly ConfigurationProblem[];
}

interface ActivationRow {
  number: number;
  version: string;
  activated_at: Date;
  activated_by: string;
  note: string | null;
}

/** Another version has become active meanwhile: whoever wanted to replace the one before should look again. */
export class AnotherVersionActive extends Error {
  constructor(readonly active: Activation | undefined) {
    super(`version ${active?.number ?? 'none'} is active`);
    this.name = 'AnotherVersionActive';
  }
}

/**
 * The versions of the configuration in the database. A version never changes and never goes; activating is adding a
 * line that says which, when and by whom, so going back is activating an earlier one again.
 */
export class ConfigurationVersions {
  constructor(private readonly dataSource: DataSource) {}

  async active(): Promise<Activation | undefined> {
    return (await this.activations(1))[0];
  }

  /** The latest first. */
  async activations(limit: number): Promise<Activation[]> {
    return activationsIn(this.dataSource.manager, limit);
  }

  /** Keeps the files; those that are kept already are not written again. @returns the number of the version */
  async store(configuration: ConfigurationFiles, by: string): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      await lock(manager);
      const known = await numberOf(manager, configuration.version);
      if (known !== undefined) return known;
      await insertRows(
        manager,
        'configuration_file',
        ['sha256', 'bytes'],
        fileRows(configuration),
        'ON CONFLICT DO NOTHING',
      );
      const [row] = await manager.query<{ number: number }[]>(
        'INSERT INTO configuration_version (version, created_by) VALUES ($1, $2) RETURNING number',
        [configuration.version, by],
      );
      const { number } = row!;
      const contents = [...configuration.files].map(([place, { sha256 }]) => [number, place, sha256]);
      await insertRows(manager, 'configuration_content', ['number', 'place', 'sha256'], contents);
      return number;
    });
  }

  async files(number: number): Promise<ConfigurationFiles> {
    const rows = await this.dataSource.query<{ place: string; sha256: string; bytes: Buffer }[]>(
      'SELECT place, sha256, bytes FROM configuration_content JOIN configuration_file USING (sha256) WHERE number = $1',
      [number],
    );
    if (rows.length === 0) throw new Error(`there is no version ${number} of the configuration`);
    return configurationFiles(
      new Map(rows.map(({ place, ...file }): [string, ConfigurationFile] => [place, file])),
    );
  }

  /**
   * Makes a stored version the active one for all processes; does nothing when it is that already.
   * @param replacing only when this version is active now
   * @param withIt what commits together with it
   * @throws AnotherVersionActive
   */
  async activate(
    number: number,
    { by, note, replacing }: { by: string; note?: string; replacing?: number },
    withIt: (manager: EntityManager) => Promise<void> = async () => undefined,
  ): Promise<Activation> {
    return this.dataSource.transaction(async (manager) => {
      await lock(manager);
      const [active] = await activationsIn(manager, 1);
      if (replacing !== undefined && active?.number !== replacing) throw new AnotherVersionActive(active);
      if (active?.number === number) return active;
      await manager.query(
        'INSERT INTO configuration_activation (number, activated_by, note) VALUES ($1, $2, $3)',
        [number, by, note ?? null],
      );
      await withIt(manager);
      await manager.query(`SELECT pg_notify('${configurationChannel}', $1)`, [String(number)]);
      return (await activationsIn(manager, 1))[0]!;
    });
  }

  /**
   * Activates with all that follows from it, when the version is still active that was looked at before.
   * @throws AnotherVersionActive
   */
  activateWith(effect: Effect): Promise<Activation> {
    const { number, by, note, replaced } = effect;
    const audit = new AuditLog(this.dataSource);
    return this.activate(number, { by, note, replacing: replaced }, (manager) =>
      takeEffect(audit, effect, manager),
    );
  }

  async has(number: number): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'SELECT 1 FROM configuration_version WHERE number = $1',
      [number],
    );
    return rows.length > 0;
  }

  /** Which files the folder had when a process last began with it; undefined before. */
  async seenIn(folder: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ version: string }[]>(
      'SELECT version FROM configuration_folder WHERE folder = $1',
      [folder],
    );
    return row?.version;
  }

  async see(folder: string, version: string): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO configuration_folder (folder, version) VALUES ($1, $2)
       ON CONFLICT (folder) DO UPDATE SET version = $2, seen_at = now()`,
      [folder, version],
    );
  }

  /** Remembers that a version was refused, so that people hear of it wherever they look. */
  async refuse(version: string, by: string, problems: readonly ConfigurationProblem[]): Promise<void> {
    await this.dataSource.query(
      'INSERT INTO configuration_refusal (version, refused_by, problems) VALUES ($1, $2, $3)',
      [version, by, JSON.stringify(problems.slice(0, 1_000))],
    );
  }

  /** The last refusal, when nothing was activated after it. */
  async openRefusal(): Promise<Refusal | undefined> {
    const [row] = await this.dataSource.query<
      { version: string; refused_at: Date; refused_by: string; problems: string }[]
    >(
      `SELECT * FROM configuration_refusal WHERE refused_at >= coalesce((SELECT max(activated_at) FROM configuration_activation), '-infinity')
       ORDER BY id DESC LIMIT 1`,
    );
    if (row === undefined) return undefined;
    const problems = JSON.parse(row.problems) as ConfigurationProblem[];
    return {
      version: row.version,
      refusedAt: row.refused_at.toISOString(),
      refusedBy: row.refused_by,
      problems,
    };
  }
}

/** Storing and activating go one after the other over all processes. */
async function lock(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('bianzu-configuration'))`);
}

async function activationsIn(manager: EntityManager, limit: number): Promise<Activation[]> {
  const rows = await manager.query<ActivationRow[]>(
    `SELECT v.number, v.version, a.activated_at, a.activated_by, a.note
     FROM configuration_activation a JOIN configuration_version v USING (number) ORDER BY a.id DESC LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({
    number: row.number,
    version: row.version,
    activatedAt: row.activated_at.toISOString(),
    activatedBy: row.activated_by,
    note: row.note,
  }));
}

async function numberOf(manager: EntityManager, version: string): Promise<number | undefined> {
  const [row] = await manager.query<{ number: number }[]>(
    'SELECT number FROM configuration_version WHERE version = $1',
    [version],
  );
  return row?.number;
}

function fileRows({ files }: ConfigurationFiles): unknown[][] {
  const byHash = new Map([...files.values()].map((file) => [file.sha256, file.bytes]));
  return [...byHash].map(([sha256, bytes]) => [sha256, Buffer.from(bytes)]);
}
