import { Controller, Get, Query } from '@nestjs/common';
import { AuditLog, type AuditEntry, type ChainReport } from '#libs/audit';
import { readLimit } from '../messages/message-filter.js';
import { problem } from '../problem.js';
import { Needs } from './scope.js';

/** Who did what, the latest first. */
@Controller('v1/audit')
@Needs('audit')
export class AuditController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  async list(
    @Query() { actor, action, subject, before, limit }: Readonly<Record<string, string | undefined>>,
  ): Promise<{ entries: AuditEntry[]; next: number | null }> {
    if (before !== undefined && !/^\d{1,15}$/.test(before))
      throw problem('bad-request', { member: 'before' });
    const wanted = { actor, action, subject, before: before === undefined ? undefined : Number(before) };
    const most = readLimit(limit);
    const entries = await this.log.list({ ...wanted, limit: most });
    return { entries, next: entries.length < most ? null : entries.at(-1)!.sequence };
  }

  /** Follows the whole chain. */
  @Get('verification')
  verification(): Promise<ChainReport> {
    return this.log.verify();
  }
}
