import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { cloudEventsType, isAllowed, ToldBefore, wholeCloudEvent } from '#libs/webhooks';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';

/** Whole events, for those whose delivery was too large to carry its data. */
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly told: ToldBefore,
    private readonly configuration: LiveConfiguration,
  ) {}

  @Get(':id')
  @Needs('webhooks')
  async event(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { current } = this.configuration;
    const event = await this.told.event(id, (schema) => current.canonical(schema));
    if (event === undefined || !isAllowed(caller.id, event, current.routing)) throw problem('not-found');
    await reply.type(cloudEventsType).send(wholeCloudEvent(event));
  }
}
