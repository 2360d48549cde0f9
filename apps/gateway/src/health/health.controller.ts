import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Health } from '#libs/runtime';
import { Open } from '../security/scope.js';

/** `live`: the process answers. `ready`: it can take messages; each part that is not up says why. */
@Controller('health')
@Open()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'up' };
  }

  /**
   * The database alone decides whether we are ready: without the broker messages are still taken in, and go on when it
   * is back.
   */
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.health.report();
    await reply.status(report.status === 'up' ? 200 : 503).send(report);
  }
}
