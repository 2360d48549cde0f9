import { Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { destinationsOver, Inbox } from '#libs/deliveries';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import { readLimit } from '../messages/message-filter.js';
import { Caller } from '../security/scope.guard.js';
import { ReceivingRights } from '../security/receiving-rights.js';
import { Needs } from '../security/scope.js';
import { offeredView } from './delivery.views.js';

const usualLeaseSeconds = 60;

/** Messages that their partner fetches itself: its own, in order, and delivered only when it has confirmed them. */
@Controller('v1/inbox')
@Needs('messages:receive')
export class InboxController {
  private readonly inbox: Inbox;

  constructor(
    dataSource: DataSource,
    private readonly operations: Operations,
    private readonly configuration: LiveConfiguration,
    private readonly rights: ReceivingRights,
  ) {
    this.inbox = new Inbox(dataSource);
  }

  @Get()
  async fetch(
    @Caller() caller: Principal,
    @Query() { limit, lease }: { limit?: string; lease?: string },
  ): Promise<{ messages: object[]; leaseSeconds: number }> {
    const leaseSeconds = lease === undefined ? usualLeaseSeconds : Number(lease);
    const wanted = { limit: readLimit(limit), leaseMs: leaseSeconds * 1_000 };
    const messages = await this.inbox.fetch(caller.id, this.fetchedBy(caller), wanted);
    return { messages: messages.map(offeredView), leaseSeconds };
  }

  @Post('confirm')
  @HttpCode(200)
  async confirm(
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
  ): Promise<{ confirmed: string[] }> {
    const { ids } = await readDocumented<{ ids: string[] }>(request, this.operations);
    return { confirmed: await this.inbox.confirm(caller.id, ids, this.fetchedBy(caller)) };
  }

  private fetchedBy(caller: Principal): string[] {
    return this.rights.among(
      caller,
      destinationsOver(this.configuration.current.routing, caller.id, 'inbox'),
    );
  }
}
