import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import {
  AnotherRevision,
  Subscriptions,
  TooManySubscriptions,
  type SubscriptionChange,
  type WantedSubscription,
} from '#libs/webhooks';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { eventTypesFor, type EventTypeView } from './event-types.js';
import { KnockLimit } from './knock-limit.js';
import { SubscriptionAccess } from './subscription-access.js';
import { knockView, revisionTag, subscriptionView } from './subscription.views.js';

type Wanted = Pick<WantedSubscription, 'url' | 'types'> & Partial<WantedSubscription>;

/** Partners subscribe by themselves. What they are told is bounded by their file, whatever they ask for. */
@Controller('v1/webhooks')
@Needs('webhooks', 'operations')
export class WebhooksController {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly access: SubscriptionAccess,
    private readonly configuration: LiveConfiguration,
    private readonly operations: Operations,
    private readonly limit: KnockLimit,
  ) {}

  @Get()
  async list(@Caller() caller: Principal): Promise<{ subscriptions: object[] }> {
    const found = await this.subscriptions.list(this.access.partnersOf(caller));
    return { subscriptions: found.map(subscriptionView) };
  }

  @Get('event-types')
  types(@Caller() caller: Principal): { types: EventTypeView[] } {
    return { types: eventTypesFor(this.access.partner(caller), this.configuration.current) };
  }

  /** Its answer has a secret in it and is kept by nobody: so it is not repeated for an Idempotency-Key. */
  @Post()
  async create(
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { id: partner } = this.access.partner(caller);
    const asked = await readDocumented<Wanted>(request, this.operations);
    this.access.demandAllowed(partner, asked);
    this.limit.take(partner);
    const wanted = { keys: [], description: '', scheme: 'v1' as const, ...asked };
    const made = await known(this.subscriptions.create(partner, wanted, caller.id));
    const { subscription, secret, challenge } = made;
    void reply
      .header('location', `/v1/webhooks/${subscription.id}`)
      .header('etag', revisionTag(subscription));
    return { ...subscriptionView(subscription), secret, challenge: knockView(challenge) };
  }

  @Get(':id')
  async one(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const found = await this.access.visible(caller, id);
    void reply.header('etag', revisionTag(found));
    return subscriptionView(found);
  }

  @Patch(':id')
  async change(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const found = await this.access.visible(caller, id);
    const seen = request.headers['if-match'];
    if (seen === undefined) throw problem('precondition-required');
    if (seen !== revisionTag(found)) throw problem('precondition-failed');
    const change = await readDocumented<SubscriptionChange>(request, this.operations);
    this.access.demandAllowed(found.partner, change);
    if (change.url !== undefined || change.state === 'active') this.limit.take(found.partner);
    const changed = await known(this.subscriptions.change(found, change, found.revision, caller.id));
    const subscription = 'subscription' in changed ? changed.subscription : changed;
    void reply.header('etag', revisionTag(subscription));
    return {
      ...subscriptionView(subscription),
      ...('challenge' in changed ? { challenge: knockView(changed.challenge) } : {}),
    };
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    await this.subscriptions.remove(await this.access.visible(caller, id), caller.id);
  }
}

async function known<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TooManySubscriptions) throw problem('too-many-subscriptions');
    if (error instanceof AnotherRevision) throw problem('precondition-failed');
    throw error;
  }
}
