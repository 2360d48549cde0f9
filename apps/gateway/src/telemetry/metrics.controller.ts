import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '#libs/runtime';
import { mayReadMetrics, Telemetry } from '#libs/telemetry';
import { problem } from '../problem.js';
import { Open } from '../security/scope.js';
import { SETTINGS } from '../tokens.js';

/** The metrics of this process, in Prometheus' text format. Prometheus has no account with us, so the rule is its own. */
@Controller('metrics')
@Open()
export class MetricsController {
  constructor(
    private readonly telemetry: Telemetry,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { headers, raw } = request;
    // the address of the connection itself: what a header claims proves nothing
    const reader = { remoteAddress: raw.socket.remoteAddress, headers };
    if (!mayReadMetrics(reader, this.settings.metricsToken)) throw problem('forbidden');
    const { contentType, text } = await this.telemetry.exposition();
    await reply.header('content-type', contentType).send(text);
  }
}
