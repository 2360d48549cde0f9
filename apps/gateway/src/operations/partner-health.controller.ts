import { Controller, Get, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readPartnerHealth, type PartnerHealth } from '#libs/journal';
import { LiveConfiguration } from '#libs/runtime';
import { problem } from '../problem.js';
import { Needs } from '../security/scope.js';

const hourMs = 3_600_000;
const mostHours = 168;

@Controller('v1/partners')
export class PartnerHealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: LiveConfiguration,
  ) {}

  /** How the traffic with each partner went in the last `hours` (24 when not said): last message, errors, backlog, silence. */
  @Get('health')
  @Needs('operations')
  async health(@Query('hours') text?: string): Promise<{
    since: string;
    partners: (PartnerHealth & { silentForSeconds: number | null })[];
  }> {
    const hours = text === undefined ? 24 : Number(text);
    if (!Number.isInteger(hours) || hours < 1 || hours > mostHours)
      throw problem('bad-request', { parameter: 'hours', reason: `1 to ${mostHours}` });
    const now = Date.now();
    const ids = this.configuration.current.routing.partners.map(({ id }) => id);
    const partners = await readPartnerHealth(this.dataSource, ids, now - hours * hourMs);
    return {
      since: new Date(now - hours * hourMs).toISOString(),
      partners: partners.map((one) => ({
        ...one,
        silentForSeconds:
          one.lastReceivedAt === null
            ? null
            : Math.max(0, Math.round((now - Date.parse(one.lastReceivedAt)) / 1_000)),
      })),
    };
  }
}
