import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Credentials, Sessions, TokenVerifier, type KeyHolder, type Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { problem } from '../problem.js';
import { Connections } from './connection.js';

/**
 * Who is calling, by the bearer token: an access token, signed by us or by an issuer that we trust, or an API key. Deny by
 * default: what is not known to be good is not.
 */
@Injectable()
export class Authentication {
  constructor(
    private readonly credentials: Credentials,
    private readonly tokens: TokenVerifier,
    private readonly sessions: Sessions,
    private readonly connections: Connections,
    private readonly configuration: LiveConfiguration,
  ) {}

  /**
   * @returns undefined when there is no token, or none that is good
   * @throws problem `key-in-test-only`
   */
  async principalOf(request: FastifyRequest): Promise<Principal | undefined> {
    const token = /^Bearer ([\w.~+/-]{1,8000}=*)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    if (token.startsWith('bzt_')) {
      const holder = await this.credentials.authenticate(token);
      if (holder === undefined) return undefined;
      this.demandKeyIsEnough(holder, request);
      return this.known(holder);
    }
    const verified = await this.tokens.verify(token);
    if (verified === undefined) return undefined;
    const { principal, certificate, session } = verified;
    if (certificate !== undefined && certificate !== this.connections.certificateOf(request))
      return undefined;
    if (session !== undefined && !(await this.sessions.isLive(session))) return undefined;
    if (principal.kind !== 'person') return this.known(principal);
    return session === undefined ? principal : { ...principal, session };
  }

  /**
   * API keys are for systems of our house. An outside party has one only while it tries things out: as soon as something
   * of it is live it gets access tokens. Example keys are good from this machine, so that a trial needs nothing more.
   */
  private demandKeyIsEnough(holder: KeyHolder, request: FastifyRequest): void {
    const { routing } = this.configuration.current;
    const partner = routing.partner(holder.id);
    if (partner?.kind !== 'outside') return;
    if (holder.credential === 'example-key' && this.connections.isFromHere(request)) return;
    const sent = routing.destinations.filter((one) => one.partner === partner.id);
    const inUse = [...partner.agreements, ...sent].some(
      ({ state }) => state === 'live' || state === 'suspended',
    );
    if (inUse) throw problem('key-in-test-only');
  }

  private known(principal: Principal): Principal {
    const isPartner = this.configuration.current.routing.partner(principal.id) !== undefined;
    return isPartner ? { ...principal, kind: 'partner' } : principal;
  }
}
