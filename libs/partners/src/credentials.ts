import { createHash, randomBytes } from 'node:crypto';
import { IsNull, type DataSource, type Repository } from 'typeorm';
import { v7 as newId } from 'uuid';
import { Credential, type Scope } from './credential.entity.js';

/** Who is calling, and what they may do. */
export interface Principal {
  readonly id: string;
  readonly scopes: readonly Scope[];
}

/** How long a token's answer is believed before the table is asked again: a revoked token dies within this time. */
const believedMs = 5_000;

/** Tokens kept in memory at most, so that guessing tokens does not fill it. */
const mostRemembered = 10_000;

/** Issues, checks and revokes bearer tokens. A token is shown once, when it is issued. */
export class Credentials {
  private readonly repository: Repository<Credential>;
  private readonly remembered = new Map<string, { principal: Principal | undefined; until: number }>();

  constructor(dataSource: DataSource) {
    this.repository = dataSource.getRepository(Credential);
  }

  /** @returns the token: 256 random bits, recognisable by its prefix */
  async issue(principal: string, scopes: readonly Scope[]): Promise<string> {
    const token = `bzt_${randomBytes(32).toString('base64url')}`;
    await this.repository.insert({ id: newId(), principal, tokenSha256: hashOf(token), scopes: [...scopes] });
    return token;
  }

  /** The principal of a live token. */
  async authenticate(token: string): Promise<Principal | undefined> {
    const hash = hashOf(token);
    const name = hash.toString('base64');
    const known = this.remembered.get(name);
    if (known !== undefined && known.until > Date.now()) return known.principal;
    const found = await this.repository.findOneBy({ tokenSha256: hash, revokedAt: IsNull() });
    const principal = found === null ? undefined : { id: found.principal, scopes: found.scopes };
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    this.remembered.set(name, { principal, until: Date.now() + believedMs });
    return principal;
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
