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

/** What a route asks of its caller. */
interface Demand {
  readonly scopes: readonly GrantedScope[] | 'open' | 'known';
  readonly narrowsToPartners: boolean;
}

/** Deny by default: whoever calls needs a bearer token with one of the scopes that the route names. */
@Injectable()
export class ScopeGuard implements CanActivate {
  private readonly demands = new WeakMap<object, Demand>();

  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
    private readonly connections: Connections,
    private readonly limiter: RateLimiter,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const demand = this.demandOf(context);
    return demand.scopes === 'open' || this.letIn(context, demand);
  }

  private async letIn(context: ExecutionContext, demand: Demand): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.identified(request);
    if (!meets(principal, demand)) throw problem('forbidden');
    request.principal = principal;
    return true;
  }

  /** Decorators do not change: they are read once for each route. */
  private demandOf(context: ExecutionContext): Demand {
    const handler = context.getHandler();
    const known = this.demands.get(handler);
    if (known !== undefined) return known;
    const places = [handler, context.getClass()];
    const demand: Demand = {
      scopes: this.reflector.getAllAndOverride<Demand['scopes'] | undefined>(neededScopes, places) ?? [],
      narrowsToPartners: this.reflector.getAllAndOverride(narrowsToPartners, places) === true,
    };
    this.demands.set(handler, demand);
    return demand;
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

function meets({ scopes, partners }: Principal, demand: Demand): boolean {
  if (demand.scopes === 'open' || demand.scopes === 'known') return true;
  if (partners !== undefined && !demand.narrowsToPartners) return false;
  return demand.scopes.some((scope) => scopes.some((granted) => opens(granted, scope)));
}

/** The principal that the guard has let in. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (principal === undefined) throw new Error('this route is open and has no caller');
  return principal;
});
