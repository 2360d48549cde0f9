import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { AcknowledgementQueries, MessageQueries, Quarantine, type JournalMessage } from '#libs/journal';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { partnersSeenBy } from '../deliveries/visibility.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { NarrowsToPartners, Needs } from '../security/scope.js';
import { demandKeyType } from './key-types.js';
import { LineageService } from './lineage.service.js';
import { readFilter, type FilterParameters } from './message-filter.js';
import { journeyView, summaryOf, type MessageSummary } from './message.views.js';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Messages as their senders and the operators see them. A partner sees its own and no others. */
@Controller('v1/messages')
export class MessagesController {
  constructor(
    private readonly queries: MessageQueries,
    private readonly lineage: LineageService,
    private readonly quarantine: Quarantine,
    private readonly acknowledgements: AcknowledgementQueries,
    private readonly configuration: LiveConfiguration,
  ) {}

  /** Newest first. `key=<type>:<value>` finds messages by business key across all flows. */
  @Get()
  @Needs('messages:read', 'operations')
  @NarrowsToPartners()
  async search(
    @Caller() caller: Principal,
    @Query() parameters: FilterParameters,
  ): Promise<{ messages: MessageSummary[]; next: string | null }> {
    const filter = readFilter(parameters, partnersSeenBy(caller));
    if (filter.key !== undefined) demandKeyType(filter.key.type, this.configuration.current);
    const found = await this.queries.search({ ...filter, limit: filter.limit + 1 });
    const messages = found.slice(0, filter.limit).map(summaryOf);
    return { messages, next: found.length > filter.limit ? messages.at(-1)!.id : null };
  }

  @Get(':id')
  @Needs('messages:read', 'operations')
  @NarrowsToPartners()
  async one(@Caller() caller: Principal, @Param('id') id: string): Promise<object> {
    await this.visible(id, caller);
    const journey = await this.queries.journey(id);
    if (journey === undefined) throw problem('not-found');
    const [lineage, ofOurs, inIt] = await Promise.all([
      this.lineage.of(journey),
      this.acknowledgements.ofMessage(id),
      this.acknowledgements.inMessage(id),
    ]);
    return journeyView(journey, lineage, { ...ofOurs, inIt });
  }

  /** Exactly the bytes that came in. */
  @Get(':id/raw')
  @Needs('messages:read', 'operations')
  @NarrowsToPartners()
  async raw(@Caller() caller: Principal, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const message = await this.visible(id, caller);
    await reply
      .header('content-type', 'application/octet-stream')
      .header('x-content-type-options', 'nosniff')
      .header('content-disposition', `attachment; filename="${message.id}"`)
      .header('content-length', message.sizeBytes)
      .send(Readable.from(this.queries.raw(id)));
  }

  /** Sends a quarantined or parked message on its journey again, under today's configuration. */
  @Post(':id/release')
  @HttpCode(202)
  @Needs('operations')
  async release(@Param('id') id: string): Promise<{ released: string[] }> {
    if (!uuid.test(id) || (await this.queries.find(id)) === null) throw problem('not-found');
    const released = await this.quarantine.release([id]);
    if (released.length === 0) throw problem('not-waiting');
    return { released };
  }

  /** A message that the caller may see; for everybody else it does not exist. */
  private async visible(id: string, caller: Principal): Promise<JournalMessage> {
    const message = uuid.test(id) ? await this.queries.find(id) : null;
    const senders = partnersSeenBy(caller);
    if (message === null || senders?.includes(message.sender ?? '') === false) throw problem('not-found');
    return message;
  }
}
