import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import { Remembered } from '../remembered.js';
import { sha256 } from '../sha256.js';
import { principalOf, type ClaimNames, type VerifiedToken } from './principal-of-claims.js';
import { signingAlgorithm, type SigningKeys } from './signing-keys.js';
import type { IssuerTerms } from './token-issuer.js';

/** An issuer of somebody else whose tokens are believed: any OpenID Connect provider. */
export interface ForeignIssuer {
  /** Its address, without the `.well-known` part. */
  readonly issuer: string;
  readonly audience: string;
  readonly claims: ClaimNames;
}

/** Signatures that foreign tokens may have; `none` and shared secrets are not among them. */
const foreignAlgorithms = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'PS384', 'RS256', 'RS384'];
/** Codes that are about the issuer's answer, and not about the token. */
const issuerFailures: ReadonlySet<string> = new Set([
  'ERR_JWKS_TIMEOUT',
  'ERR_JWKS_INVALID',
  'ERR_JOSE_GENERIC',
]);
const clockSkewSeconds = 30;
const longestToken = 8_000;
/** The issuer of a token cannot be asked for its keys: nobody knows whether the token is good. */
export class IssuerAway extends Error {
  constructor(issuer: string, cause: unknown) {
    super(`the keys of ${issuer} cannot be read`, { cause });
    this.name = 'IssuerAway';
  }
}

/** A token that was found good is not examined again for so long, one that was not as long. */
const believedMs = 60_000;

/**
 * Tells who holds an access token: signature, issuer, audience and time are examined once; after that the token is known
 * by its hash until it expires.
 */
export class TokenVerifier {
  private readonly believed = new Remembered<VerifiedToken | undefined>(believedMs);
  private readonly ownTerms: JWTVerifyOptions;
  private foreignKeys: Promise<JWTVerifyGetKey> | undefined;

  constructor(
    private readonly keys: SigningKeys,
    own: Pick<IssuerTerms, 'issuer' | 'audience'>,
    private readonly foreign?: ForeignIssuer,
  ) {
    const { issuer, audience } = own;
    const requiredClaims = ['exp', 'sub'];
    this.ownTerms = { issuer, audience, requiredClaims, algorithms: [signingAlgorithm], typ: 'at+jwt' };
  }

  /**
   * @returns undefined when the token is not to be believed
   * @throws what the database or the foreign issuer threw when they are away
   */
  async verify(token: string): Promise<VerifiedToken | undefined> {
    if (token.length > longestToken) return undefined;
    const name = sha256(token).toString('base64');
    const verified = await this.believed.get(
      name,
      () => this.examined(token),
      (found) => found?.expiresAtMs ?? Infinity,
    );
    return verified !== undefined && verified.expiresAtMs > Date.now() ? verified : undefined;
  }

  private async examined(token: string): Promise<VerifiedToken | undefined> {
    const { kid, alg } = headerOf(token) ?? {};
    if (alg === undefined) return undefined;
    const key = kid === undefined || alg !== signingAlgorithm ? undefined : await this.keys.byId(kid);
    try {
      if (key !== undefined)
        return verifiedBy((await jwtVerify(token, key.publicKey, this.ownTerms)).payload);
      return this.foreign === undefined ? undefined : await this.foreignToken(token, this.foreign);
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || issuerFailures.has(error.code))
        throw this.foreign === undefined ? error : new IssuerAway(this.foreign.issuer, error);
      return undefined;
    }
  }

  private async foreignToken(token: string, foreign: ForeignIssuer): Promise<VerifiedToken | undefined> {
    const { issuer, audience, claims } = foreign;
    const { payload } = await jwtVerify(token, await this.keysOfForeign(issuer), {
      issuer,
      audience,
      algorithms: foreignAlgorithms,
      clockTolerance: clockSkewSeconds,
      requiredClaims: ['exp', 'sub'],
    });
    return verifiedBy(payload, claims);
  }

  private async keysOfForeign(issuer: string): Promise<JWTVerifyGetKey> {
    try {
      return await (this.foreignKeys ??= keysOf(issuer));
    } catch (error) {
      // asked again by the next token
      this.foreignKeys = undefined;
      throw new IssuerAway(issuer, error);
    }
  }
}

function verifiedBy(payload: JWTPayload, claims?: ClaimNames): VerifiedToken | undefined {
  const principal = principalOf(payload, claims);
  if (principal === undefined) return undefined;
  const { 'x5t#S256': certificate } = (payload.cnf ?? {}) as Record<string, unknown>;
  return {
    principal,
    expiresAtMs: payload.exp! * 1_000,
    ...(payload.cnf === undefined ? {} : { certificate: String(certificate) }),
    ...(claims === undefined && typeof payload.sid === 'string' ? { session: payload.sid } : {}),
  };
}

/** OpenID Connect Discovery 1.0: where the issuer's keys are; fetched again when a token names one that is not known. */
async function keysOf(issuer: string): Promise<JWTVerifyGetKey> {
  const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`${url.href} answered ${answer.status}`);
  const found = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (found.issuer !== issuer || typeof found.jwks_uri !== 'string')
    throw new Error(`${url.href} is not about ${issuer}`);
  return createRemoteJWKSet(new URL(found.jwks_uri), { cooldownDuration: 30_000, timeoutDuration: 5_000 });
}

function headerOf(token: string): { kid?: string; alg?: string } | undefined {
  try {
    return decodeProtectedHeader(token);
  } catch {
    // not a token at all
    return undefined;
  }
}
