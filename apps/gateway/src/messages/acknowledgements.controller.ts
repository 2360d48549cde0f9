import { Controller, Get, Query } from '@nestjs/common';
import { AcknowledgementQueries, acknowledgementStates, type AcknowledgementFilter } from '#libs/journal';
import type { Principal } from '#libs/partners';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { expectedView } from './acknowledgement.views.js';
import { readLimit } from './message-filter.js';

interface Parameters {
  readonly state?: string;
  readonly partner?: string;
  readonly cursor?: string;
  readonly limit?: string;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What partners have still to acknowledge of our interchanges, and what they have said. */
@Controller('v1/acknowledgements')
export class AcknowledgementsController {
  constructor(private readonly queries: AcknowledgementQueries) {}

  /** Newest first. A partner sees what it has to answer itself, an operator all of it. */
  @Get()
  @Needs('messages:read', 'operations')
  async list(
    @Caller() caller: Principal,
    @Query() parameters: Parameters,
  ): Promise<{ acknowledgements: object[]; next: string | null }> {
    const filter = readFilter(parameters, caller);
    const found = await this.queries.list({ ...filter, limit: filter.limit + 1 });
    const page = found.slice(0, filter.limit);
    const next = found.length > filter.limit ? page.at(-1)!.deliveryId : null;
    return { acknowledgements: page.map(expectedView), next };
  }
}

function readFilter(
  { state, partner, cursor, limit }: Parameters,
  { id, scopes }: Principal,
): AcknowledgementFilter {
  if (cursor !== undefined && !uuid.test(cursor)) throw problem('bad-request', { parameter: 'cursor' });
  const known = acknowledgementStates.find((one) => one === state);
  if (state !== undefined && known === undefined)
    throw problem('bad-request', { parameter: 'state', allowed: acknowledgementStates });
  return {
    state: known,
    partner: scopes.includes('operations') ? partner : id,
    beforeId: cursor,
    limit: readLimit(limit),
  };
}
