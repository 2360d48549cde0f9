import { randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { DataSource } from 'typeorm';
import { Remembered } from '../remembered.js';
import { sha256 } from '../sha256.js';
import type { TokenIssuer } from '../tokens/token-issuer.js';
import type { Person } from './people.js';

/** What a person gets for a password: a token for minutes, and another that gets the next one. */
export interface SessionTokens {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly refreshToken: string;
}

const sessionDays = 1;
const believedMs = 5_000;

/**
 * Sessions of people. A refresh token is good once; one that comes a second time was stolen from somebody, and the session
 * ends for both. A session also ends when the person's roles or password change, and its tokens with it.
 */
export class Sessions {
  private readonly believed = new Remembered<boolean>(believedMs);

  constructor(
    private readonly dataSource: DataSource,
    private readonly issuer: TokenIssuer,
  ) {}

  async open(person: Pick<Person, 'name' | 'roles' | 'partners'>): Promise<SessionTokens> {
    const id = newId();
    const family = newHalf();
    const refreshToken = newRefreshToken(family);
    await this.dataSource.query(
      `INSERT INTO person_session (id, person, refresh_sha256, family_sha256, expires_at)
       VALUES ($1, $2, $3, $4, now() + make_interval(days => ${sessionDays}))`,
      [id, person.name, sha256(refreshToken), sha256(family)],
    );
    return this.tokensFor(id, person, refreshToken);
  }

  /** @returns undefined when the token is not, or no longer, good */
  async refresh(refreshToken: string): Promise<SessionTokens | undefined> {
    const family = tokenForm.exec(refreshToken)?.[1];
    if (family === undefined) return undefined;
    const next = newRefreshToken(family);
    const [renewed] = await this.dataSource.query<
      [(Pick<Person, 'name' | 'roles' | 'partners'> & { id: string })[]]
    >(
      `UPDATE person_session s SET refresh_sha256 = $2 FROM person p
       WHERE s.refresh_sha256 = $1 AND s.ended_at IS NULL AND s.expires_at > now()
         AND p.name = s.person AND p.disabled_at IS NULL
       RETURNING s.id, p.name, p.roles, p.partners`,
      [sha256(refreshToken), sha256(next)],
    );
    const session = renewed[0];
    if (session !== undefined) return this.tokensFor(session.id, session, next);
    await this.endFamily(family);
    return undefined;
  }

  async end(id: string): Promise<void> {
    await this.dataSource.query(
      'UPDATE person_session SET ended_at = now() WHERE id = $1 AND ended_at IS NULL',
      [id],
    );
    this.believed.forget(id);
  }

  private async endFamily(family: string): Promise<void> {
    const [ended] = await this.dataSource.query<[{ id: string }[]]>(
      'UPDATE person_session SET ended_at = now() WHERE family_sha256 = $1 AND ended_at IS NULL RETURNING id',
      [sha256(family)],
    );
    for (const { id } of ended) this.believed.forget(id);
  }

  /** Whether tokens of the session are still good. */
  isLive(id: string): Promise<boolean> {
    return this.believed.get(id, async () => {
      const rows = await this.dataSource.query<object[]>(
        'SELECT 1 FROM person_session WHERE id = $1 AND ended_at IS NULL AND expires_at > now()',
        [id],
      );
      return rows.length > 0;
    });
  }

  private async tokensFor(
    id: string,
    { name, roles, partners }: Pick<Person, 'name' | 'roles' | 'partners'>,
    refreshToken: string,
  ): Promise<SessionTokens> {
    const person = { roles, partners: partners ?? undefined, session: id };
    const accessToken = await this.issuer.issue({ id: name, person });
    return { accessToken, expiresInSeconds: this.issuer.terms.tokenSeconds, refreshToken };
  }
}

/** `bzr_<family>.<this one>`: the family stays when the token is replaced. */
const tokenForm = /^bzr_([\w-]{43})\.[\w-]{43}$/;

function newRefreshToken(family: string): string {
  return `bzr_${family}.${newHalf()}`;
}

function newHalf(): string {
  return randomBytes(32).toString('base64url');
}
