import { Controller, Get, Query } from '@nestjs/common';
import { CodeListFeed, type FeedRow } from '#libs/interfaces';
import { readLimit } from '../messages/message-filter.js';
import { problem } from '../problem.js';
import { NarrowsToPartners, Needs } from '../security/scope.js';
import { CodeListUpdates } from './code-list-updates.js';

/** What changed in the code lists, for those who keep a copy of them. */
@Controller('v1/base-data')
export class BaseDataChangesController {
  constructor(
    private readonly feed: CodeListFeed,
    private readonly updates: CodeListUpdates,
  ) {}

  /** The oldest first; the cursor of the last page goes on being good for what comes later. */
  @Get('changes')
  @Needs('base-data', 'messages:read', 'operations')
  @NarrowsToPartners()
  async changes(
    @Query() { list, cursor, limit }: { list?: string; cursor?: string; limit?: string },
  ): Promise<{ changes: object[]; next: string; hasMore: boolean }> {
    const after = cursor ?? '0';
    if (!/^\d{1,18}$/.test(after)) throw problem('bad-request', { parameter: 'cursor' });
    const most = readLimit(limit);
    await this.updates.tellAll();
    const rows = await this.feed.read(after, list, most + 1);
    const page = rows.slice(0, most);
    return {
      changes: page.map(shown),
      next: page.at(-1)?.id ?? after,
      hasMore: rows.length > most,
    };
  }
}

function shown({ list, code, change, entry, configuration, changedAt }: FeedRow): object {
  return { list, code, change, ...(entry === null ? {} : { entry }), configuration, changedAt };
}
