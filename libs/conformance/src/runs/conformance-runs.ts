import type { DataSource, EntityManager } from 'typeorm';
import { newMessageId } from '#libs/journey';
import type { ConformanceVerdict, ScenarioReport } from '../scenario/follow-scenario.js';
import { verdictOver } from '../scenario/follow-scenario.js';
import type { Scenario } from '../scenario/scenario.js';

/** A run through the scenarios of one version of an agreement. */
export interface ConformanceRun {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  readonly partner: string;
  readonly agreement: string;
  readonly version: number;
  /** As they were when the run began: a change of a scenario does not touch it. */
  readonly scenarios: readonly Scenario[];
  readonly startedBy: string;
  /** ISO 8601; what came before is no evidence. */
  readonly startedAt: string;
  /** Absent while it is open: it ends by itself when everything has passed. */
  readonly endedAt?: string;
  readonly verdict: ConformanceVerdict;
  readonly report: readonly ScenarioReport[];
  readonly reportedAt: string;
}

export type NewRun = Pick<
  ConformanceRun,
  'direction' | 'partner' | 'agreement' | 'version' | 'scenarios' | 'startedBy'
>;

interface RunRow extends Omit<ConformanceRun, 'startedAt' | 'endedAt' | 'reportedAt'> {
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly reportedAt: Date;
}

const columns = `id, direction, partner, agreement, version, scenarios, started_by AS "startedBy", started_at AS "startedAt",
  ended_at AS "endedAt", verdict, report, reported_at AS "reportedAt"`;

/** The runs that there are. A report is kept as it was when it was made last; one that is ended changes no more. */
export class ConformanceRuns {
  constructor(private readonly dataSource: DataSource) {}

  /** @param begun is called in the same transaction: what belongs to the run is there with it or not at all */
  async start(
    run: NewRun,
    report: readonly ScenarioReport[],
    begun: (run: ConformanceRun, manager: EntityManager) => Promise<void> = async () => undefined,
  ): Promise<ConformanceRun> {
    return this.dataSource.transaction(async (manager) => {
      const started = await insertRun(manager, run, report);
      await begun(started, manager);
      return started;
    });
  }

  async find(id: string): Promise<ConformanceRun | undefined> {
    const sql = `SELECT ${columns} FROM conformance_run WHERE id = $1`;
    const [row] = await this.dataSource.query<RunRow[]>(sql, [id]);
    return row && runOf(row);
  }

  /** Latest first. @param partners undefined for those of all */
  async list(partners: readonly string[] | undefined, limit: number): Promise<ConformanceRun[]> {
    const rows = await this.dataSource.query<RunRow[]>(
      `SELECT ${columns} FROM conformance_run WHERE $1::text[] IS NULL OR partner = ANY($1) ORDER BY id DESC LIMIT $2`,
      [partners ?? null, limit],
    );
    return rows.map(runOf);
  }

  /** Those that are not over, the oldest first. */
  async open(direction: ConformanceRun['direction'], limit: number): Promise<ConformanceRun[]> {
    const rows = await this.dataSource.query<RunRow[]>(
      `SELECT ${columns} FROM conformance_run WHERE direction = $1 AND ended_at IS NULL ORDER BY id LIMIT $2`,
      [direction, limit],
    );
    return rows.map(runOf);
  }

  /** Of the version of an agreement. */
  async latest(
    wanted: Pick<ConformanceRun, 'direction' | 'partner' | 'version'> & { readonly id: string },
  ): Promise<ConformanceRun | undefined> {
    const [row] = await this.dataSource.query<RunRow[]>(
      `SELECT ${columns} FROM conformance_run
       WHERE partner = $1 AND agreement = $2 AND version = $3 AND direction = $4 ORDER BY id DESC LIMIT 1`,
      [wanted.partner, wanted.id, wanted.version, wanted.direction],
    );
    return row && runOf(row);
  }

  /**
   * Keeps a newer report of a run that is open, and ends it when everything has passed.
   * @param told is called in the same transaction when this has ended the run
   */
  async report(
    id: string,
    report: readonly ScenarioReport[],
    isOver: boolean,
    told: (run: ConformanceRun, manager: EntityManager) => Promise<void>,
  ): Promise<ConformanceRun | undefined> {
    const verdict = verdictOver(report);
    await this.dataSource.transaction(async (manager) => {
      const [rows] = await manager.query<[RunRow[], number]>(
        `UPDATE conformance_run SET report = $2, verdict = $3, reported_at = now(), ended_at = CASE WHEN $4 THEN now() END
         WHERE id = $1 AND ended_at IS NULL RETURNING ${columns}`,
        [id, JSON.stringify(report), verdict, isOver || verdict === 'conformant'],
      );
      const [row] = rows;
      if (row !== undefined && row.endedAt !== null) await told(runOf(row), manager);
    });
    return this.find(id);
  }
}

async function insertRun(
  manager: EntityManager,
  run: NewRun,
  report: readonly ScenarioReport[],
): Promise<ConformanceRun> {
  const { id, receivedAt } = newMessageId();
  const [row] = await manager.query<RunRow[]>(
    `INSERT INTO conformance_run (id, direction, partner, agreement, version, scenarios, started_by, started_at, verdict, report, reported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8) RETURNING ${columns}`,
    [
      id,
      run.direction,
      run.partner,
      run.agreement,
      run.version,
      JSON.stringify(run.scenarios),
      run.startedBy,
      receivedAt,
      verdictOver(report),
      JSON.stringify(report),
    ],
  );
  return runOf(row!);
}

function runOf({ startedAt, endedAt, reportedAt, ...row }: RunRow): ConformanceRun {
  return {
    ...row,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString(),
    reportedAt: reportedAt.toISOString(),
  };
}
