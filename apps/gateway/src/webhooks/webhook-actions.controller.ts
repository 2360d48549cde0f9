import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Principal } from '#libs/partners';
import { Endpoints, Replays, replayEveryMs, Subscriptions, TooSoon } from '#libs/webhooks';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import { readLimit } from '../messages/message-filter.js';
import { faultWords, problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { attemptsOf } from './attempts-of.js';
import { KnockLimit } from './knock-limit.js';
import { SubscriptionAccess } from './subscription-access.js';
import { attemptView, knockView, subscriptionView } from './subscription.views.js';

interface Asked {
  readonly from: string;
  readonly to?: string;
  readonly types?: readonly string[];
  readonly dryRun?: boolean;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Whoever looks for events looks at every message of the time. */
const mostDays = 31;
const usualOverlapHours = 24;

/** What a partner does with a subscription that it has. */
@Controller('v1/webhooks/:id')
@Needs('webhooks', 'operations')
export class WebhookActionsController {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly endpoints: Endpoints,
    private readonly replays: Replays,
    private readonly access: SubscriptionAccess,
    private readonly operations: Operations,
    private readonly limit: KnockLimit,
    private readonly dataSource: DataSource,
  ) {}

  /** Sends a ping now, whatever the state of the subscription, and tells what happened. */
  @Post('test')
  @HttpCode(200)
  async test(@Caller() caller: Principal, @Param('id') id: string): Promise<object> {
    const found = await this.access.visible(caller, id);
    this.limit.take(found.partner);
    return knockView(await this.endpoints.ping(found));
  }

  @Post('challenge')
  @HttpCode(200)
  async challenge(@Caller() caller: Principal, @Param('id') id: string): Promise<object> {
    const found = await this.access.visible(caller, id);
    this.limit.take(found.partner);
    const { subscription, challenge } = await this.subscriptions.challenge(found, caller.id);
    return { ...subscriptionView(subscription), challenge: knockView(challenge) };
  }

  @Post('rotate')
  @HttpCode(200)
  async rotate(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const found = await this.access.visible(caller, id);
    // a secret is for the partner's eyes only
    if (found.partner !== caller.id) throw problem('forbidden');
    const { overlapHours = usualOverlapHours } = await readDocumented<{ overlapHours?: number }>(
      request,
      this.operations,
    );
    const { secret, oldUntil } = await this.subscriptions.rotate(found, caller.id, overlapHours * hourMs);
    return { secret, oldUntil: oldUntil.toISOString() };
  }

  @Post('replay')
  @HttpCode(200)
  async replay(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const found = await this.access.visible(caller, id);
    const { from, to, types, dryRun = true } = await readDocumented<Asked>(request, this.operations);
    const range = { fromMs: Date.parse(from), toMs: to === undefined ? Date.now() : Date.parse(to) };
    demandRange(range);
    this.limit.take(found.partner);
    if (!dryRun && found.state !== 'active') throw problem('not-active');
    try {
      const { events, continueFrom } = await this.replays.replay(
        found,
        { ...range, types, isDryRun: dryRun },
        caller.id,
      );
      return { dryRun, events, continueFrom: continueFrom ?? null };
    } catch (error) {
      if (error instanceof TooSoon) throw problem('too-many-requests', {}, replayEveryMs / 1_000);
      throw error;
    }
  }

  @Get('attempts')
  async attempts(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Query() { cursor, limit }: { cursor?: string; limit?: string },
  ): Promise<object> {
    const found = await this.access.visible(caller, id);
    if (cursor !== undefined && !uuid.test(cursor)) throw problem('bad-request', { parameter: 'cursor' });
    const { attempts, next } = await attemptsOf(this.dataSource, found.id, cursor, readLimit(limit));
    return { attempts: attempts.map(attemptView), next };
  }
}

/** A time that is none, as a leap second, is in no range. */
function demandRange({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): void {
  if (fromMs < toMs && toMs - fromMs <= mostDays * dayMs) return;
  const zh = `时间范围应大于零，且不超过 ${mostDays} 天。`;
  const en = `the range must not be empty, nor longer than ${mostDays} days`;
  throw problem('bad-request', { errors: [{ pointer: '#/to', ...faultWords(zh, en) }] });
}
