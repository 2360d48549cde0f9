import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { findOrders, orderById, type OrderRow } from '#libs/tracking';
import { preferred } from '../conventions/accept.js';
import { readLimit } from '../messages/message-filter.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { NarrowsToPartners, Needs } from '../security/scope.js';
import { viewerOf } from '../tracking/viewer-of.js';
import { canonicalBytes, canonicalTypes } from './canonical-form.js';
import { orderView } from './order.view.js';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const cursorForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([0-9a-f-]{36})$/;

/** Transport orders of all systems and partners, as far as the caller may see them. */
@Controller('v1/orders')
@Needs('orders', 'oversight', 'operations')
@NarrowsToPartners()
export class OrdersController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: LiveConfiguration,
  ) {}

  /** Latest first. */
  @Get()
  async list(
    @Caller() caller: Principal,
    @Query() { number, cursor, limit }: { number?: string; cursor?: string; limit?: string },
  ): Promise<{ orders: object[]; next: string | null }> {
    const { current } = this.configuration;
    const most = readLimit(limit);
    const rows = await findOrders(this.dataSource.manager, viewerOf(caller, current), {
      systems: current.routing.partners.map(({ id }) => id),
      number: number?.replaceAll('\0', ''),
      after: readAfter(cursor),
      limit: most + 1,
    });
    const page = rows.slice(0, most);
    const last = rows.length > most ? page.at(-1) : undefined;
    return { orders: page.map(orderView), next: last === undefined ? null : `${last.asOf} ${last.id}` };
  }

  @Get(':id')
  async one(@Caller() caller: Principal, @Param('id') id: string): Promise<object> {
    return orderView(await this.visible(caller, id));
  }

  /** The canonical TransportOrder, in JSON or XML. */
  @Get(':id/document')
  async document(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { type, version, document } = await this.visible(caller, id);
    const mediaType = preferred(request.headers.accept, canonicalTypes)!;
    const schema = `canonical/${type}/${version}`;
    const bytes = canonicalBytes(document, schema, mediaType, this.configuration.current);
    await reply.type(mediaType).send(Buffer.from(bytes));
  }

  private async visible(caller: Principal, id: string): Promise<OrderRow> {
    const viewer = viewerOf(caller, this.configuration.current);
    const found = uuid.test(id) ? await orderById(this.dataSource.manager, viewer, id) : undefined;
    if (found === undefined) throw problem('not-found');
    return found;
  }
}

function readAfter(cursor: string | undefined): { asOf: string; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [, asOf, id] = cursorForm.exec(cursor) ?? [];
  if (asOf === undefined || id === undefined) throw problem('bad-request', { parameter: 'cursor' });
  return { asOf, id };
}
