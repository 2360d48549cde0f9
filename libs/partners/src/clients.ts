import { randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { v7 as newId } from 'uuid';
import type { DataSource } from 'typeorm';
import { boundedQuery } from '#libs/journal';
import { Credential, type GrantedScope } from './credential.entity.js';
import { sha256 } from './sha256.js';

/** Who has shown at the token endpoint that it is what it says it is. */
export interface Client {
  readonly id: string;
  readonly scopes: readonly GrantedScope[];
}

/** Algorithms of client assertions (RFC 7523); each needs a key of its own kind. */
export const assertionAlgorithms = ['ES256', 'ES384', 'EdDSA', 'Ed25519', 'PS256', 'RS256'];

/**
 * Clients of the token endpoint: their id is that of the partner or system that they act for. A client may have several
 * secrets and keys at once, so that it can change from one to another.
 */
export class Clients {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns the secret, which is shown this once: 256 random bits */
  async issueSecret(
    id: string,
    scopes: readonly GrantedScope[],
    validUntil?: Date,
    within: Pick<DataSource, 'getRepository'> = this.dataSource,
  ): Promise<string> {
    const secret = `bzs_${randomBytes(32).toString('base64url')}`;
    const credential = { kind: 'client-secret' as const, principal: id, tokenSha256: sha256(secret) };
    await this.add({ ...credential, scopes, validUntil }, within);
    return secret;
  }

  /**
   * Takes a public key, whose private half signs the client's assertions.
   * @returns its thumbprint (RFC 7638)
   * @throws Error when it is none that can be used
   */
  async addKey(id: string, jwk: JWK, scopes: readonly GrantedScope[], validUntil?: Date): Promise<string> {
    if (jwk.d !== undefined || jwk.k !== undefined) throw new Error('the key is not a public one');
    if (jwk.alg === undefined || !assertionAlgorithms.includes(jwk.alg))
      throw new Error(`the key's alg must be one of ${assertionAlgorithms.join(', ')}`);
    await importJWK(jwk, jwk.alg);
    const thumbprint = await calculateJwkThumbprint(jwk);
    const tokenSha256 = sha256(`${id} ${thumbprint}`);
    await this.add({ kind: 'client-key', principal: id, tokenSha256, publicKey: jwk, scopes, validUntil });
    return thumbprint;
  }

  async bySecret(id: string, secret: string): Promise<Client | undefined> {
    const [found] = await boundedQuery<Pick<Credential, 'scopes'>>(
      this.dataSource,
      `SELECT scopes FROM credential WHERE token_sha256 = $1 AND principal = $2 AND kind = 'client-secret' AND ${isLive}`,
      [sha256(secret), id],
    );
    return found === undefined ? undefined : { id, scopes: found.scopes };
  }

  /** The public keys of a client, each with what it may ask for. */
  keysOf(id: string): Promise<{ publicKey: JWK; scopes: readonly GrantedScope[] }[]> {
    return boundedQuery(
      this.dataSource,
      `SELECT public_key AS "publicKey", scopes FROM credential
       WHERE principal = $1 AND kind = 'client-key' AND ${isLive}`,
      [id],
    );
  }

  private async add(
    {
      scopes,
      validUntil,
      ...credential
    }: Pick<Credential, 'kind' | 'principal' | 'tokenSha256'> & {
      publicKey?: JWK;
      scopes: readonly GrantedScope[];
      validUntil: Date | undefined;
    },
    within: Pick<DataSource, 'getRepository'> = this.dataSource,
  ): Promise<void> {
    await within
      .getRepository(Credential)
      .insert({ ...credential, id: newId(), scopes: [...scopes], validUntil: validUntil ?? null });
  }
}

const isLive = 'revoked_at IS NULL AND (valid_until IS NULL OR valid_until > now())';
