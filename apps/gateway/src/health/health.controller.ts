import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { Transport } from '#libs/transport';
import { Open } from '../security/scope.js';
import { TRANSPORT } from '../tokens.js';

/** `live`: the process answers. `ready`: it can take messages; each part says what is wrong with it. */
@Controller('health')
@Open()
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(TRANSPORT) private readonly transport: Transport,
  ) {}

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
    const database = await this.databaseState();
    const transport = this.transport.connected ? 'up' : 'down';
    const status = database === 'up' ? 'up' : 'down';
    await reply.status(status === 'up' ? 200 : 503).send({ status, parts: { database, transport } });
  }

  private async databaseState(): Promise<'up' | 'down'> {
    try {
      await this.dataSource.query('SELECT 1');
      return 'up';
    } catch {
      // the answer itself is the report
      return 'down';
    }
  }
}
