import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { opens, type GrantedScope, type Principal } from '#libs/partners';
import { problem } from '../problem.js';
import { Authentication } from './authentication.js';
import { Connections } from './connection.js';
import { RateLimiter, type Allowance } from './rate-limiter.js';
import { narrowsToPartners, neededScopes } from './scope.js';

type AuthenticatedRequest = FastifyRequest & {
  principal?: Principal;
  /** How much the caller may still ask for; for the headers of the answer. */
  allowance?: Allowance;
};

/** Deny by default: whoever calls needs a bearer token with one of the scopes that the route names. */
@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
    private readonly connections: Connections,
    private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const places = [context.getHandler(), context.getClass()];
    const needed = this.reflector.getAllAndOverride<readonly GrantedScope[] | 'open' | 'known' | undefined>(
      neededScopes,
      places,
    );
    if (needed === 'open') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.identified(request);
    const isMeant =
      needed === 'known' ||
      ((needed ?? []).some((scope) => principal.scopes.some((granted) => opens(granted, scope))) &&
        (principal.partners === undefined ||
          this.reflector.getAllAndOverride<boolean | undefined>(narrowsToPartners, places) === true));
    if (!isMeant) throw problem('forbidden');
    request.principal = principal;
    return true;
  }

  private async identified(request: AuthenticatedRequest): Promise<Principal> {
    const principal = await this.authentication.principalOf(request);
    // those who are let in have an allowance each, strangers one per address
    const caller = principal?.id ?? `stranger ${this.connections.addressOf(request)}`;
    request.allowance = this.limiter.take(caller);
    if (!request.allowance.isAllowed) throw problem('too-many-requests', {}, request.allowance.resetSeconds);
    if (principal === undefined) throw problem('unauthorised');
    return principal;
  }
}

/** The principal that the guard has let in. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (principal === undefined) throw new Error('this route is open and has no caller');
  return principal;
});
