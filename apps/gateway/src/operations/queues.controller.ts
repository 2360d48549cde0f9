import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { QueueMessages } from '#libs/journal';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { queueName } from '#libs/transport';
import { readLimit } from '../messages/message-filter.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { ReceivingRights } from '../security/receiving-rights.js';
import { Needs } from '../security/scope.js';

/**
 * The partners' queues of the embedded edition, read over HTTP because there is no broker to read them from: take, then
 * confirm. With RabbitMQ these stay empty.
 */
@Controller('v1/queues')
export class QueuesController {
  constructor(
    private readonly queues: QueueMessages,
    private readonly configuration: LiveConfiguration,
    private readonly rights: ReceivingRights,
  ) {}

  /** The oldest messages that are not confirmed; the same ones again until they are. */
  @Get(':queue')
  @Needs('messages:receive', 'operations')
  async take(
    @Caller() caller: Principal,
    @Param('queue') queue: string,
    @Query('limit') limit?: string,
  ): Promise<{ messages: object[] }> {
    this.demandOwner(queue, caller);
    const messages = await this.queues.take(queue, readLimit(limit));
    return {
      messages: messages.map(({ id, body, properties }) => ({
        id,
        properties,
        bodyBase64: Buffer.from(body).toString('base64'),
      })),
    };
  }

  @Delete(':queue/:id')
  @Needs('messages:receive', 'operations')
  async confirm(
    @Caller() caller: Principal,
    @Param('queue') queue: string,
    @Param('id') id: string,
  ): Promise<{ confirmed: number }> {
    this.demandOwner(queue, caller);
    if (!/^\d{1,18}$/.test(id)) throw problem('not-found');
    return { confirmed: await this.queues.confirm(queue, [id]) };
  }

  private demandOwner(queue: string, caller: Principal): void {
    const { partners, destinations: inUse, destinationsInTest } = this.configuration.current.routing;
    const destinations = [...inUse, ...destinationsInTest];
    const owners = new Map([
      ...partners.map((partner) => [queueName('reply', partner.id), partner.id] as const),
      ...destinations.map((destination) => [queueName('out', destination.id), destination.partner] as const),
    ]);
    const owner = owners.get(queue);
    if (owner === undefined || (owner !== caller.id && !caller.scopes.includes('operations')))
      throw problem('not-found');
    const destination = destinations.find(({ id }) => queueName('out', id) === queue)?.id;
    if (destination !== undefined && this.rights.among(caller, [destination]).length === 0)
      throw problem('not-found');
  }
}
