import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AuditLog } from '#libs/audit';
import { DeliveryQueries, resend, wayTo, type DeliveryFilter, type DeliverySummary } from '#libs/deliveries';
import { MessageQueries } from '#libs/journal';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { readDocumented } from '../conventions/documented-body.js';
import { Idempotent } from '../conventions/idempotency.interceptor.js';
import { Operations } from '../conventions/operations.js';
import { readLimit } from '../messages/message-filter.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { NarrowsToPartners, Needs } from '../security/scope.js';
import { deliveryDetailsView, deliveryView } from './delivery.views.js';
import { mayRead, operates, partnersSeenBy } from './visibility.js';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
type Parameters = Readonly<Record<string, string | undefined>>;

/** What went out or is to go out. A partner sees what goes to itself. */
@Controller('v1/deliveries')
export class DeliveriesController {
  private readonly deliveries: DeliveryQueries;

  constructor(
    private readonly dataSource: DataSource,
    private readonly messages: MessageQueries,
    private readonly configuration: LiveConfiguration,
    private readonly audit: AuditLog,
    private readonly operations: Operations,
  ) {
    this.deliveries = new DeliveryQueries(dataSource);
  }

  /** The newest first. */
  @Get()
  @Needs('messages:read', 'operations')
  @NarrowsToPartners()
  async list(
    @Caller() caller: Principal,
    @Query() parameters: Parameters,
  ): Promise<{ deliveries: object[]; next: string | null }> {
    const filter = readFilter(parameters, caller);
    const found = await this.deliveries.list({ ...filter, limit: filter.limit + 1 });
    const page = found.slice(0, filter.limit);
    return {
      deliveries: page.map(deliveryView),
      next: found.length > filter.limit ? page.at(-1)!.id : null,
    };
  }

  @Get(':id')
  @Needs('messages:read', 'operations')
  @NarrowsToPartners()
  async one(@Caller() caller: Principal, @Param('id') id: string): Promise<object> {
    const { id: known } = await this.visible(id, caller);
    return deliveryDetailsView((await this.deliveries.details(known))!);
  }

  /** Exactly the bytes that went out, for the partner that they went to and for operators. */
  @Get(':id/content')
  @Needs('messages:read', 'operations')
  @NarrowsToPartners()
  async content(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.visible(id, caller);
    const delivery = await this.messages.delivery(id);
    if (delivery === null || delivery.bytes === null) throw problem('not-found');
    await reply
      .header('content-type', delivery.contentType)
      .header('x-content-type-options', 'nosniff')
      .send(delivery.bytes);
  }

  /** Once more, as a new attempt of the same delivery. */
  @Post(':id/resend')
  @HttpCode(202)
  @Needs('operations')
  @Idempotent()
  async resend(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { reason } = await readDocumented<{ reason?: string }>(request, this.operations);
    const { partner } = await this.visible(id, caller);
    if (!operates(caller, partner)) throw problem('not-found');
    const { routing } = this.configuration.current;
    const order = { actor: caller.id, ...(reason === undefined ? {} : { reason }) };
    const outcome = await resend(this.dataSource, this.audit, id, order, (to) => wayTo(routing, to));
    if (outcome !== 'queued') throw problem('not-resent', { why: outcome });
    return deliveryDetailsView((await this.deliveries.details(id))!);
  }

  /** A delivery that the caller may see; for everybody else it does not exist. */
  private async visible(id: string, caller: Principal): Promise<DeliverySummary> {
    const delivery = uuid.test(id) ? await this.deliveries.find(id) : undefined;
    if (delivery === undefined || !mayRead(caller, delivery.partner)) throw problem('not-found');
    return delivery;
  }
}

/** What the query may say is checked by its description. */
function readFilter(parameters: Parameters, caller: Principal): DeliveryFilter {
  const { destination, partner, state, message, kind, cursor, limit } = parameters;
  for (const [parameter, id] of Object.entries({ message, cursor }))
    if (id !== undefined && !uuid.test(id)) throw problem('bad-request', { parameter });
  return {
    destination: destination?.replaceAll('\0', ''),
    partner: partner?.replaceAll('\0', ''),
    state: state as DeliveryFilter['state'],
    messageId: message,
    kind: kind as DeliveryFilter['kind'],
    among: partnersSeenBy(caller),
    beforeId: cursor,
    limit: readLimit(limit),
  };
}
