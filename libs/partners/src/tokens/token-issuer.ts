import { SignJWT } from 'jose';
import { v7 as newId } from 'uuid';
import { signingAlgorithm, type SigningKeys } from './signing-keys.js';

/** How tokens of our own issuer look to everybody. */
export interface IssuerTerms {
  /** `iss` of our tokens. */
  readonly issuer: string;
  /** `aud` of tokens that are for us. */
  readonly audience: string;
  readonly tokenSeconds: number;
}

/** Who a token is for. */
export interface TokenSubject {
  readonly id: string;
  /** Of a client; what a person may do comes from the roles. */
  readonly scopes?: readonly string[];
  readonly person?: {
    readonly roles: readonly string[];
    readonly partners: readonly string[] | undefined;
    /** The session that the token belongs to. */
    readonly session: string;
  };
  /** SHA-256 of the certificate that the holder has to show with the token (RFC 8705), in base64url. */
  readonly certificate?: string;
}

/** Makes signed access tokens (RFC 9068). */
export class TokenIssuer {
  constructor(
    private readonly keys: SigningKeys,
    readonly terms: IssuerTerms,
  ) {}

  async issue({ id, scopes, person, certificate }: TokenSubject): Promise<string> {
    const { id: kid, privateKey } = await this.keys.newest();
    const { issuer, audience, tokenSeconds } = this.terms;
    const claims = {
      client_id: id,
      ...(scopes === undefined ? {} : { scope: scopes.join(' ') }),
      ...(person === undefined
        ? {}
        : { roles: person.roles, partners: person.partners, sid: person.session }),
      ...(certificate === undefined ? {} : { cnf: { 'x5t#S256': certificate } }),
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: signingAlgorithm, typ: 'at+jwt', kid })
      .setIssuer(issuer)
      .setSubject(id)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${tokenSeconds} s`)
      .setJti(newId())
      .sign(privateKey);
  }
}
