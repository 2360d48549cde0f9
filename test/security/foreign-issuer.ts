import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

/** An OpenID Connect provider with one key. */
export class ForeignIssuer {
  private constructor(
    readonly url: string,
    private readonly server: Server,
    private readonly privateKey: CryptoKey,
  ) {}

  static async start(): Promise<ForeignIssuer> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'foreign-1', alg: 'ES256' };
    const server = createServer((request, response) => {
      const isDiscovery = request.url === '/.well-known/openid-configuration';
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(isDiscovery ? { issuer: url, jwks_uri: `${url}/keys` } : { keys: [jwk] }));
    });
    await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new ForeignIssuer(url, server, privateKey);
  }

  /** A token of this issuer; what is given takes the place of what is usual. */
  token(claims: JWTPayload, header: { alg?: string; kid?: string } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const usual = { iss: this.url, aud: 'bianzu', sub: 'somebody', iat: now, exp: now + 300 };
    return new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'foreign-1', ...header })
      .sign(this.privateKey);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
