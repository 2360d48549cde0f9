import { Injectable } from '@nestjs/common';
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importJWK,
  jwtVerify,
  type JWK,
  type JWTPayload,
} from 'jose';
import {
  assertionAlgorithms,
  Clients,
  TokenIssuer,
  UsedNonces,
  type Client,
  type GrantedScope,
} from '#libs/partners';
import { TokenRefusal, type ClientProof } from './token-request.js';

const longestAssertionSeconds = 300;

/** Finds out whether a client is what it says it is. */
@Injectable()
export class ClientAuthentication {
  constructor(
    private readonly clients: Clients,
    private readonly nonces: UsedNonces,
    private readonly issuer: TokenIssuer,
  ) {}

  /** @throws TokenRefusal `invalid_client`, which does not tell what was wrong with the client */
  async clientOf(proof: ClientProof): Promise<Client> {
    const client =
      proof.kind === 'secret'
        ? await this.clients.bySecret(proof.id.slice(0, 200), proof.secret)
        : await this.byAssertion(proof.assertion);
    if (client === undefined) throw new TokenRefusal('invalid_client', 'no such client, or not its secret');
    return client;
  }

  private async byAssertion(assertion: string): Promise<Client | undefined> {
    const id = claimedBy(assertion);
    if (id === undefined) return undefined;
    for (const { publicKey, scopes } of await this.clients.keysOf(id)) {
      const claims = await this.verified(assertion, id, publicKey);
      if (claims !== undefined) return this.onceOnly(id, claims, scopes);
    }
    return undefined;
  }

  private async verified(assertion: string, id: string, jwk: JWK): Promise<JWTPayload | undefined> {
    const { issuer } = this.issuer.terms;
    try {
      // the algorithm is the key's, whatever the assertion says
      const key = await importJWK(jwk, jwk.alg);
      const { payload } = await jwtVerify(assertion, key, {
        issuer: id,
        subject: id,
        audience: [issuer, `${issuer}/oauth/token`],
        algorithms: assertionAlgorithms.filter((alg) => alg === jwk.alg),
        requiredClaims: ['exp', 'jti'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  private async onceOnly(
    id: string,
    { exp, jti }: JWTPayload,
    scopes: readonly GrantedScope[],
  ): Promise<Client | undefined> {
    const until = new Date(exp! * 1_000);
    const isShort = until.getTime() - Date.now() <= longestAssertionSeconds * 1_000;
    if (!isShort || !(await this.nonces.use(id, `assertion ${jti}`.slice(0, 500), until))) return undefined;
    return { id, scopes };
  }
}

function claimedBy(assertion: string): string | undefined {
  try {
    decodeProtectedHeader(assertion);
    return decodeJwt(assertion).sub?.slice(0, 200);
  } catch {
    // not a token at all
    return undefined;
  }
}
