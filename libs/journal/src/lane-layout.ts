import type { DataSource } from 'typeorm';

/**
 * By how many lanes messages are handed over. A key is in another lane when their number changes, so messages under way in
 * the lanes of before must be finished before the first one goes by the new number: otherwise it could overtake them.
 */
export class LaneLayout {
  constructor(private readonly dataSource: DataSource) {}

  /** The number that is in force; undefined before anything was handed over. */
  async lanes(): Promise<number | undefined> {
    const [row] = await this.dataSource.query<{ lanes: number }[]>('SELECT lanes FROM lane_layout');
    return row?.lanes;
  }

  /**
   * Puts a number in force, unless messages are under way by another one. To be asked by the one relay that owns the
   * outbox, before it hands anything over.
   * @returns whether it is in force now
   */
  async change(lanes: number): Promise<boolean> {
    const inForce = await this.dataSource.query<unknown[]>(
      `INSERT INTO lane_layout (lanes) VALUES ($1)
       ON CONFLICT (only_one) DO UPDATE SET lanes = excluded.lanes, changed_at = now()
       WHERE lane_layout.lanes = excluded.lanes OR NOT EXISTS (
         SELECT FROM message m WHERE m.state = 'received' AND m.parent_id IS NULL
         AND NOT EXISTS (SELECT FROM outbox o WHERE o.kind = 'work' AND o.message_id = m.id))
       RETURNING lanes`,
      [lanes],
    );
    return inForce.length > 0;
  }
}
