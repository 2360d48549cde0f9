import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { MessageQueries } from '#libs/journal';
import type { Principal } from '#libs/partners';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(private readonly queries: MessageQueries) {}

  /** Exactly the bytes that went out, for the partner that they went to and for operators. */
  @Get(':id/content')
  @Needs('messages', 'operations')
  async content(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const delivery = uuid.test(id) ? await this.queries.delivery(id) : null;
    const isTheirs = caller.scopes.includes('operations') || delivery?.partner === caller.id;
    if (delivery === null || delivery.bytes === null || !isTheirs) throw problem('not-found');
    await reply
      .header('content-type', delivery.contentType)
      .header('x-content-type-options', 'nosniff')
      .send(delivery.bytes);
  }
}
