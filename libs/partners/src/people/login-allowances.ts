import type { DataSource } from 'typeorm';
import { boundedQuery } from '#libs/journal';

const clearEvery = 500;

/**
 * How many logins one address may ask for, at all gateways together: so many at once, then so many in a second. Each takes
 * its share of time; whoever has taken up more than the time of those at once waits.
 */
export class LoginAllowances {
  private takes = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly perSecond: number,
    private readonly atOnce: number,
  ) {}

  /** @returns in how many seconds to come again; undefined when the address may go on */
  async take(address: string): Promise<number | undefined> {
    // now and then the one who comes clears away what has all its time again
    if (this.takes++ % clearEvery === 0)
      await boundedQuery(this.dataSource, 'DELETE FROM login_allowance WHERE taken_until < now()', []);
    const [one, all] = [1 / this.perSecond, this.atOnce / this.perSecond];
    const taken = await boundedQuery<object>(
      this.dataSource,
      `INSERT INTO login_allowance AS known (address, taken_until) VALUES ($1, now() + make_interval(secs => $2))
       ON CONFLICT (address) DO UPDATE SET taken_until = greatest(known.taken_until, now()) + make_interval(secs => $2)
       WHERE greatest(known.taken_until, now()) + make_interval(secs => $2) <= now() + make_interval(secs => $3)
       RETURNING 1`,
      [address, one, all],
    );
    if (taken.length > 0) return undefined;
    const [known] = await boundedQuery<{ seconds: number }>(
      this.dataSource,
      `SELECT ceil(extract(epoch FROM taken_until - now()) + $2 - $3)::integer AS seconds
       FROM login_allowance WHERE address = $1`,
      [address, one, all],
    );
    return Math.max(1, known?.seconds ?? 1);
  }
}
