import { Controller, Get, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  AcknowledgementQueries,
  acknowledgementStates,
  readLateAnswers,
  type AcknowledgementFilter,
} from '#libs/journal';
import type { Principal } from '#libs/partners';
import { answerDeadlines, LiveConfiguration } from '#libs/runtime';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { expectedView, owedView } from './acknowledgement.views.js';
import { readLimit } from './message-filter.js';

interface Parameters {
  readonly state?: string;
  readonly partner?: string;
  readonly cursor?: string;
  readonly limit?: string;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What partners have still to acknowledge of our interchanges and what they have said; and what we owe them. */
@Controller('v1/acknowledgements')
export class AcknowledgementsController {
  constructor(
    private readonly queries: AcknowledgementQueries,
    private readonly dataSource: DataSource,
    private readonly configuration: LiveConfiguration,
  ) {}

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

  /** Those that we owe by the deadline of an agreement; the longest overdue first. A partner sees its own. */
  @Get('owed')
  @Needs('messages:read', 'operations')
  async owed(
    @Caller() caller: Principal,
    @Query() { partner, limit }: Pick<Parameters, 'partner' | 'limit'>,
  ): Promise<{ acknowledgements: object[] }> {
    const wanted = caller.scopes.includes('operations') ? partner : caller.id;
    const deadlines = answerDeadlines(this.configuration.current.routing).filter(
      (one) => wanted === undefined || one.partner === wanted,
    );
    const late = await readLateAnswers(this.dataSource, deadlines);
    return { acknowledgements: late.slice(0, readLimit(limit)).map(owedView) };
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
