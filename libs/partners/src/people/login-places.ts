import type { DataSource, EntityManager } from 'typeorm';

type Runner = Pick<EntityManager, 'query'>;

/** Whether a password may be tried now. */
export type LoginAttempt =
  | {
      readonly kind: 'counted';
      readonly place: string;
      /** Until when nobody else may try from there, unless this attempt is right. */
      readonly lockedUntil: Date | null;
    }
  | { readonly kind: 'locked'; readonly until: Date };

/** All places that a person has not logged in from. */
const elsewhere = '*';
const knownDays = 90;

/** From this failure on the place is locked: 15 s, then twice as long each time, 15 minutes at most. */
const failuresBeforeLock = 5;
const firstLockSeconds = 15;
const longestLockSeconds = 900;

/**
 * Wrong passwords, counted by person and place, for all gateways together. A place from which the person has logged in
 * during the last 90 days has a count of its own, all others have one together. So strangers, however many addresses they
 * have, get as few guesses as one of them, and lock out each other: not the person where it usually is.
 *
 * An attempt is counted as wrong before it is examined, so that guesses at the same moment are not more than the others.
 */
export class LoginPlaces {
  constructor(private readonly dataSource: DataSource) {}

  async begin(person: string, address: string): Promise<LoginAttempt> {
    const counted = await this.dataSource.query<{ place: string; lockedUntil: Date | null }[]>(
      `INSERT INTO login_place AS known (person, place, failures) VALUES ($1, ${placeOf}, 1)
       ON CONFLICT (person, place) DO UPDATE SET failures = known.failures + 1,
         locked_until = CASE WHEN known.failures + 1 < $3 THEN NULL ELSE
           now() + make_interval(secs => least($5, $4 * power(2, least(known.failures + 1 - $3, 20)))) END
       WHERE known.locked_until IS NULL OR known.locked_until <= now()
       RETURNING place, locked_until AS "lockedUntil"`,
      [person, address, failuresBeforeLock, firstLockSeconds, longestLockSeconds],
    );
    if (counted[0] !== undefined) return { kind: 'counted', ...counted[0] };
    const [locked] = await this.dataSource.query<{ until: Date | null }[]>(
      `SELECT locked_until AS until FROM login_place WHERE person = $1 AND place = ${placeOf}`,
      [person, address],
    );
    // whoever has opened it in between: the next attempt shows
    return { kind: 'locked', until: locked?.until ?? new Date() };
  }

  /** The password was right: the place is known, and begins to count anew. */
  async succeed(person: string, address: string, runner: Runner = this.dataSource): Promise<void> {
    await runner.query(
      `DELETE FROM login_place WHERE person = $1 AND (last_login_at < now() - make_interval(days => ${knownDays})
         OR place = '${elsewhere}' AND ${placeOf} = '${elsewhere}')`,
      [person, address],
    );
    await runner.query(
      `INSERT INTO login_place (person, place, failures, last_login_at) VALUES ($1, $2, 0, now())
       ON CONFLICT (person, place) DO UPDATE SET failures = 0, locked_until = NULL, last_login_at = now()`,
      [person, address],
    );
  }

  /** The attempt was not examined after all. */
  async giveBack(person: string, place: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE login_place SET failures = greatest(failures - 1, 0),
         locked_until = CASE WHEN failures > $3 THEN locked_until END
       WHERE person = $1 AND place = $2`,
      [person, place, failuresBeforeLock],
    );
  }

  /** Nothing is known any more, and nothing locked: where somebody has been with an old password counts no longer. */
  async forget(person: string, runner: Runner): Promise<void> {
    await runner.query('DELETE FROM login_place WHERE person = $1', [person]);
  }
}

/** Of person $1 at address $2. */
const placeOf = `coalesce((SELECT place FROM login_place WHERE person = $1 AND place = $2
  AND last_login_at > now() - make_interval(days => ${knownDays})), '${elsewhere}')`;
