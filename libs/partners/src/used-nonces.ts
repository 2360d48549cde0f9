import { boundedQuery } from '#libs/journal';
import type { DataSource } from 'typeorm';

const clearEvery = 500;

/** Remembers for all processes what may be shown once only: nonces of signatures, ids of client assertions. */
export class UsedNonces {
  private uses = 0;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * @param until when nobody can show it any more, because what it belongs to is no longer valid
   * @returns whether this is the first use
   */
  async use(principal: string, nonce: string, until: Date): Promise<boolean> {
    // now and then the one who comes clears away what nobody can show any more
    if (this.uses++ % clearEvery === 0)
      await boundedQuery(this.dataSource, 'DELETE FROM used_nonce WHERE until < now()', []);
    const rows = await boundedQuery<object>(
      this.dataSource,
      'INSERT INTO used_nonce (principal, nonce, until) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
      [principal, nonce, until],
    );
    return rows.length > 0;
  }
}
