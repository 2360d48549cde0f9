import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Credentials, type Principal, type Scope } from '#libs/partners';
import { problem } from '../problem.js';
import { neededScopes } from './scope.js';

type AuthenticatedRequest = FastifyRequest & { principal?: Principal };

/** Deny by default: whoever calls needs a bearer token with one of the scopes that the route names. */
@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: Credentials,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const needed = this.reflector.getAllAndOverride<readonly Scope[] | 'open' | undefined>(neededScopes, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (needed === 'open') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const token = /^Bearer ([\w.~+/-]{1,200}=*)$/.exec(request.headers.authorization ?? '')?.[1];
    const principal = token === undefined ? undefined : await this.credentials.authenticate(token);
    if (principal === undefined) throw problem('unauthorised');
    if (!(needed ?? []).some((scope) => principal.scopes.includes(scope))) throw problem('forbidden');
    request.principal = principal;
    return true;
  }
}

/** The principal that the guard has let in. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (principal === undefined) throw new Error('this route is open and has no caller');
  return principal;
});
