import { Controller, Delete, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  ClientRegister,
  scopesOfClients,
  type ClientInfo,
  type GrantedScope,
  type Principal,
} from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { readDocumented } from '../../conventions/documented-body.js';
import { Operations } from '../../conventions/operations.js';
import { problem } from '../../problem.js';
import { Caller } from '../scope.guard.js';
import { Needs } from '../scope.js';

interface NewClient {
  readonly client: string;
  readonly scopes: readonly GrantedScope[];
  readonly validUntil?: string;
}

const hourMs = 3_600_000;
const usualOverlapHours = 24;

/**
 * Clients of the token endpoint, one for each partner or system. Here they get only what partners need: with more, somebody
 * could make a client that may do more than its maker.
 */
@Controller('v1/clients')
@Needs('secrets')
export class ClientsController {
  constructor(
    private readonly register: ClientRegister,
    private readonly configuration: LiveConfiguration,
    private readonly operations: Operations,
  ) {}

  @Get()
  async list(): Promise<{ clients: ClientInfo[] }> {
    return { clients: await this.register.list() };
  }

  /** The secret is shown this once and kept by nobody: so it is not repeated for an Idempotency-Key. */
  @Post()
  @Header('cache-control', 'no-store')
  async add(@Caller() { id: actor }: Principal, @Req() request: FastifyRequest): Promise<object> {
    const { client, scopes, validUntil } = await readDocumented<NewClient>(request, this.operations);
    const { routing } = await this.configuration.upToDate();
    if (routing.partner(client) === undefined) throw problem('not-found', { client });
    demandOrdinary(scopes);
    const until = validUntil === undefined ? undefined : new Date(validUntil);
    return { client, scopes, secret: await this.register.add(client, scopes, until, actor) };
  }

  /** Another secret with the same scopes; the old ones stay good for a while. */
  @Post(':client/rotate')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async rotate(
    @Caller() { id: actor }: Principal,
    @Param('client') client: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { overlapHours = usualOverlapHours } = await readDocumented<{ overlapHours?: number }>(
      request,
      this.operations,
    );
    const scopes = await this.register.scopesOf(known(client));
    if (scopes === undefined) throw problem('not-found');
    demandOrdinary(scopes);
    const oldUntil = new Date(Date.now() + overlapHours * hourMs);
    return { client, scopes, oldUntil, secret: await this.register.rotate(client, scopes, oldUntil, actor) };
  }

  /** Ends all secrets and keys of a client at once. */
  @Delete(':client')
  @HttpCode(204)
  async retire(@Caller() { id: actor }: Principal, @Param('client') client: string): Promise<void> {
    if ((await this.register.retire(known(client), actor)) === 0) throw problem('not-found');
  }
}

function known(client: string): string {
  return client.replaceAll('\0', '');
}

function demandOrdinary(scopes: readonly string[]): void {
  const more = scopes.filter((scope) => !scopesOfClients.includes(scope.split(':')[0]!));
  if (more.length > 0) throw problem('forbidden', { scopes: more });
}
