import { Controller, Get, Header, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JWK } from 'jose';
import {
  assertionAlgorithms,
  isGrantedScope,
  narrowed,
  scopes,
  SigningKeys,
  TokenIssuer,
} from '#libs/partners';
import { problem } from '../../problem.js';
import { Connections } from '../connection.js';
import { RateLimiter } from '../rate-limiter.js';
import { Open } from '../scope.js';
import { ClientAuthentication } from './client-authentication.js';
import { readTokenRequest, TokenRefusal } from './token-request.js';

/** OAuth 2.0 for clients (RFC 6749, 4.4): tokens, the keys to check them with (RFC 7517), and where all that is (RFC 8414). */
@Controller()
@Open()
export class OAuthController {
  constructor(
    private readonly issuer: TokenIssuer,
    private readonly keys: SigningKeys,
    private readonly clients: ClientAuthentication,
    private readonly connections: Connections,
    private readonly limiter: RateLimiter,
  ) {}

  @Post('oauth/token')
  async token(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { isAllowed, resetSeconds } = this.limiter.take(`stranger ${this.connections.addressOf(request)}`);
    if (!isAllowed) throw problem('too-many-requests', {}, resetSeconds);
    void reply.header('cache-control', 'no-store');
    try {
      await reply.status(200).send(await this.granted(request));
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error;
      const isUnknown = error.code === 'invalid_client';
      if (isUnknown) void reply.header('www-authenticate', 'Basic realm="bianzu"');
      await reply.status(isUnknown ? 401 : 400).send({ error: error.code, error_description: error.message });
    }
  }

  private async granted(request: FastifyRequest): Promise<object> {
    const { proof, scope } = await readTokenRequest(request);
    const client = await this.clients.clientOf(proof);
    const granted = narrowed(client.scopes, scope);
    if (granted === undefined) throw new TokenRefusal('invalid_scope', 'the client may not have this scope');
    const certificate = this.connections.certificateOf(request);
    const token = await this.issuer.issue({
      id: client.id,
      scopes: granted,
      ...(certificate === undefined ? {} : { certificate }),
    });
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: this.issuer.terms.tokenSeconds,
      scope: granted.join(' '),
    };
  }

  @Get('oauth/jwks')
  @Header('cache-control', 'public, max-age=300')
  async jwks(): Promise<{ keys: JWK[] }> {
    const keys = await this.keys.all();
    return { keys: keys.map(({ publicJwk }) => publicJwk) };
  }

  @Get('.well-known/oauth-authorization-server')
  metadata(): object {
    const { issuer } = this.issuer.terms;
    return {
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
      jwks_uri: `${issuer}/oauth/jwks`,
      scopes_supported: scopes.filter(isGrantedScope),
      response_types_supported: [],
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
      tls_client_certificate_bound_access_tokens: true,
      service_documentation: `${issuer}/docs`,
    };
  }
}
