import type { DataSource, EntityManager } from 'typeorm';

/** One entry of a code list that became another. */
export interface CodeListChange {
  readonly list: string;
  readonly code: string;
  readonly change: 'added' | 'changed' | 'withdrawn';
  /** As it is now; absent when it was withdrawn. */
  readonly entry?: object;
}

/** An activation of the configuration that nobody has looked at yet, and the version before it. */
export interface UntoldActivation {
  readonly id: string;
  readonly number: number;
  readonly before: number;
  readonly activatedAt: string;
}

/** A row of the feed. */
export interface FeedRow extends CodeListChange {
  readonly id: string;
  readonly configuration: number;
  readonly changedAt: Date;
}

/**
 * The feed of what changed in the code lists, in the order of activation. Each activation is looked at once, by whichever
 * process comes first.
 */
export class CodeListFeed {
  constructor(private readonly dataSource: DataSource) {}

  /** What became active since the last one that was told, the oldest first. The very first activation changes nothing. */
  async untold(): Promise<UntoldActivation[]> {
    await this.dataSource.query(
      `INSERT INTO code_list_activation (id) SELECT max(id) FROM configuration_activation
       WHERE NOT EXISTS (SELECT FROM code_list_activation) HAVING max(id) IS NOT NULL ON CONFLICT DO NOTHING`,
    );
    const rows = await this.dataSource.query<(Omit<UntoldActivation, 'activatedAt'> & { at: Date })[]>(
      `SELECT a.id::text, a.number, a.activated_at AS at,
         (SELECT b.number FROM configuration_activation b WHERE b.id < a.id ORDER BY b.id DESC LIMIT 1) AS before
       FROM configuration_activation a WHERE a.id > (SELECT max(id) FROM code_list_activation) ORDER BY a.id`,
    );
    return rows.map(({ at, ...row }) => ({ ...row, activatedAt: at.toISOString() }));
  }

  /** Writes the changes of an activation into the feed; nothing when another process has done it. */
  async tell(
    { id, number, activatedAt }: UntoldActivation,
    changes: readonly CodeListChange[],
  ): Promise<void> {
    await this.dataSource.transaction(async (manager: EntityManager) => {
      const [mine] = await manager.query<unknown[]>(
        'INSERT INTO code_list_activation (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id',
        [id],
      );
      if (mine === undefined || changes.length === 0) return;
      await manager.query(
        `INSERT INTO code_list_change (list, code, change, entry, configuration, changed_at)
         SELECT list, code, change, entry, $2, $3
         FROM json_to_recordset($1) AS r(list text, code text, change text, entry jsonb)`,
        [JSON.stringify(changes), number, activatedAt],
      );
    });
  }

  /** @param after id of the last row that is known */
  read(after: string, list: string | undefined, limit: number): Promise<FeedRow[]> {
    return this.dataSource.query<FeedRow[]>(
      `SELECT id::text, list, code, change, entry, configuration, changed_at AS "changedAt" FROM code_list_change
       WHERE id > $1 AND ($2::text IS NULL OR list = $2) ORDER BY id LIMIT $3`,
      [after, list ?? null, limit],
    );
  }
}
