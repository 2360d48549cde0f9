import { createHash, randomBytes } from 'node:crypto';
import { IsNull, type DataSource, type Repository } from 'typeorm';
import { v7 as newId } from 'uuid';
import { boundedQuery } from '#libs/journal';
import { Credential, type Scope } from './credential.entity.js';
import type { Principal } from './principal.js';
import { Remembered } from './remembered.js';

/** How long a token's answer is believed before the table is asked again: a revoked token dies within this time. */
const believedMs = 5_000;

/** Issues, checks and revokes bearer tokens. A token is shown once, when it is issued. */
export class Credentials {
  private readonly repository: Repository<Credential>;
  private readonly believed = new Remembered<Principal | undefined>(believedMs);

  constructor(private readonly dataSource: DataSource) {
    this.repository = dataSource.getRepository(Credential);
  }

  /** @returns the token: 256 random bits, recognisable by its prefix */
  async issue(principal: string, scopes: readonly Scope[]): Promise<string> {
    const token = `bzt_${randomBytes(32).toString('base64url')}`;
    await this.repository.insert({ id: newId(), principal, tokenSha256: hashOf(token), scopes: [...scopes] });
    return token;
  }

  /** The principal of a live token; however many ask at once, the table is asked once. */
  authenticate(token: string): Promise<Principal | undefined> {
    const tokenSha256 = hashOf(token);
    return this.believed.get(tokenSha256.toString('base64'), async () => {
      // somebody waits at the door: a silent database is told within seconds
      const [found] = await boundedQuery<Pick<Credential, 'principal' | 'scopes'>>(
        this.dataSource,
        'SELECT principal, scopes FROM credential WHERE token_sha256 = $1 AND revoked_at IS NULL',
        [tokenSha256],
      );
      return found === undefined
        ? undefined
        : { id: found.principal, kind: 'system', scopes: found.scopes, roles: [] };
    });
  }

  /** Ends all live tokens of a principal. @returns how many there were */
  async revoke(principal: string): Promise<number> {
    const { affected } = await this.repository.update(
      { principal, revokedAt: IsNull() },
      { revokedAt: new Date() },
    );
    return affected ?? 0;
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
