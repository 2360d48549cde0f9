import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '#libs/audit';
import { KeptMessages, Quarantine, type KeptGroup, type KeptMessage } from '#libs/journal';
import { identify } from '#libs/journey';
import type { Principal } from '#libs/partners';
import type { RoutingTable } from '#libs/routing';
import { LiveConfiguration } from '#libs/runtime';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';

const lookedAtOnce = 50;

/** What waits because nobody has configured it yet; one action lets go all that the configuration answers by now. */
@Controller('v1/quarantine')
@Needs('operations')
export class QuarantineController {
  constructor(
    private readonly kept: KeptMessages,
    private readonly quarantine: Quarantine,
    private readonly configuration: LiveConfiguration,
    private readonly audit: AuditLog,
    private readonly operations: Operations,
  ) {}

  @Get()
  async list(): Promise<{ groups: KeptGroup[] }> {
    return { groups: await this.kept.groups() };
  }

  /** With `dryRun` it is only counted. */
  @Post('release')
  @HttpCode(200)
  async release(
    @Caller() caller: Principal,
    @Req() request: FastifyRequest,
  ): Promise<{ released: number; left: number; dryRun: boolean }> {
    const { dryRun = false } = await readDocumented<{ dryRun?: boolean }>(request, this.operations);
    const { routing, number } = await this.configuration.upToDate();
    let [released, left] = [0, 0];
    let page: KeptMessage[] = await this.kept.page(undefined, lookedAtOnce);
    while (page.length > 0) {
      const answered = page.filter((message) => isAnswered(message, routing));
      const ids = answered.map(({ envelope }) => envelope.id);
      released += dryRun ? ids.length : (await this.quarantine.release(ids)).length;
      left += page.length - ids.length;
      page = await this.kept.page(page.at(-1)!.envelope.id, lookedAtOnce);
    }
    if (released > 0 && !dryRun) {
      const detail = { released, left, version: number ?? null };
      await this.audit.append({ actor: caller.id, action: 'quarantine.release', subject: 'all', detail });
    }
    return { released, left, dryRun };
  }
}

/**
 * Whether the message would go on today. A sender that only claims to be a partner must come by one of that partner's
 * channels: otherwise anybody could take its place.
 */
function isAnswered(message: KeptMessage, routing: RoutingTable): boolean {
  const { envelope, claimedSender } = message;
  const sender = envelope.sender ?? claimedSender;
  const partner = sender === undefined ? undefined : routing.partner(sender);
  if (partner === undefined) return false;
  const isTheirs = envelope.sender !== undefined || partner.channels.includes(envelope.channel);
  if (!isTheirs) return false;
  const found = identify({ ...message, envelope: { ...envelope, sender } }, routing);
  return found.kind !== 'unidentified' || found.reason === 'agreement-ended';
}
