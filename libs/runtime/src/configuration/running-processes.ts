import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { DataSource } from 'typeorm';
import type { ConfigurationProblem } from '#libs/message';

/** A process of the installation, as it last reported itself. */
export interface RunningProcess {
  readonly kind: string;
  readonly host: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly seenAt: string;
  /** Number of the configuration that it works by. */
  readonly configuration: number | null;
  /** Number of a newer one that it cannot use. */
  readonly refused: number | null;
  readonly problems: readonly ConfigurationProblem[];
}

/** What a process reports of itself. */
export interface ProcessReport {
  readonly configuration: number | undefined;
  readonly refused?: { readonly number: number; readonly problems: readonly ConfigurationProblem[] };
}

/** A process that has not reported for this long is gone. */
const goneAfterSeconds = 60;

/** The processes of the installation: each reports what it is and by which configuration it works. */
export class RunningProcesses {
  private readonly id = randomUUID();

  constructor(
    private readonly dataSource: DataSource,
    private readonly kind: string,
  ) {}

  async report({ configuration, refused }: ProcessReport): Promise<void> {
    const problems = refused === undefined ? null : JSON.stringify(refused.problems.slice(0, 100));
    await this.dataSource.query(
      `INSERT INTO running_process (id, kind, host, pid, configuration, refused, problems) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (id) DO UPDATE SET seen_at = now(), configuration = $5, refused = $6, problems = $7`,
      [this.id, this.kind, hostname(), process.pid, configuration ?? null, refused?.number ?? null, problems],
    );
    await this.dataSource.query(
      `DELETE FROM running_process WHERE seen_at < now() - interval '${10 * goneAfterSeconds} seconds'`,
    );
  }

  async leave(): Promise<void> {
    await this.dataSource.query('DELETE FROM running_process WHERE id = $1', [this.id]);
  }
}

/** Those that have reported lately. */
export async function runningProcesses(dataSource: DataSource): Promise<RunningProcess[]> {
  const rows = await dataSource.query<
    {
      kind: string;
      host: string;
      pid: number;
      started_at: Date;
      seen_at: Date;
      configuration: number | null;
      refused: number | null;
      problems: string | null;
    }[]
  >(
    `SELECT * FROM running_process WHERE seen_at > now() - interval '${goneAfterSeconds} seconds' ORDER BY started_at, id`,
  );
  return rows.map((row) => ({
    kind: row.kind,
    host: row.host,
    pid: row.pid,
    startedAt: row.started_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    configuration: row.configuration,
    refused: row.refused,
    problems: row.problems === null ? [] : (JSON.parse(row.problems) as ConfigurationProblem[]),
  }));
}
