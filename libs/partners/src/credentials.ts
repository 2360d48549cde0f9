import { randomBytes } from 'node:crypto';
import { IsNull, type DataSource, type Repository } from 'typeorm';
import { v7 as newId } from 'uuid';
import { boundedQuery } from '#libs/journal';
import { Credential, type CredentialKind, type GrantedScope } from './credential.entity.js';
import type { Principal } from './principal.js';
import { Remembered } from './remembered.js';
import { sha256 } from './sha256.js';

/** How long a token's answer is believed before the table is asked again: a revoked token dies within this time. */
const believedMs = 5_000;

/** A principal who has shown an API key. */
export interface KeyHolder extends Principal {
  readonly credential: CredentialKind;
}

/** Issues, checks and revokes API keys, bearer tokens that are good until they are revoked. A token is shown once, when it is issued. */
export class Credentials {
  private readonly repository: Repository<Credential>;
  private readonly believed = new Remembered<KeyHolder | undefined>(believedMs);

  constructor(private readonly dataSource: DataSource) {
    this.repository = dataSource.getRepository(Credential);
  }

  /** @returns the token: 256 random bits, recognisable by its prefix */
  async issue(
    principal: string,
    scopes: readonly GrantedScope[],
    kind: 'api-key' | 'example-key' = 'api-key',
  ): Promise<string> {
    const token = `bzt_${randomBytes(32).toString('base64url')}`;
    await this.repository.insert({
      id: newId(),
      kind,
      principal,
      tokenSha256: sha256(token),
      scopes: [...scopes],
    });
    return token;
  }

  /** The principal of a live token; however many ask at once, the table is asked once. */
  authenticate(token: string): Promise<KeyHolder | undefined> {
    const tokenSha256 = sha256(token);
    return this.believed.get(tokenSha256.toString('base64'), async () => {
      // somebody waits at the door: a silent database is told within seconds
      const [found] = await boundedQuery<Pick<Credential, 'principal' | 'scopes' | 'kind'>>(
        this.dataSource,
        `SELECT principal, scopes, kind FROM credential WHERE token_sha256 = $1 AND revoked_at IS NULL
         AND kind IN ('api-key', 'example-key') AND (valid_until IS NULL OR valid_until > now())`,
        [tokenSha256],
      );
      if (found === undefined) return undefined;
      const { principal: id, scopes, kind } = found;
      return { id, kind: 'system', scopes, roles: [], credential: kind };
    });
  }

  /** Ends all live tokens and secrets of a principal. @returns how many there were */
  async revoke(principal: string): Promise<number> {
    const { affected } = await this.repository.update(
      { principal, revokedAt: IsNull() },
      { revokedAt: new Date() },
    );
    return affected ?? 0;
  }
}
