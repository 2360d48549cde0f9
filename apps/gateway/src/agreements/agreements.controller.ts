import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { agreementName, fileWithState } from '#libs/configuration';
import type { Principal } from '#libs/partners';
import type { Agreement, AgreementState, Destination } from '#libs/routing';
import { LiveConfiguration, type Activation } from '#libs/runtime';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import { ConfigurationChanges, type ChangeTerms } from '../operations/configuration-changes.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { agreementsOf, agreementView, maySee } from './agreement-views.js';

type Either = Agreement | Destination;

/** What an agreement may become. An ended one stays so: there is a next version. */
const possible: Readonly<Record<AgreementState, readonly AgreementState[]>> = {
  draft: ['test', 'live', 'ended'],
  test: ['draft', 'live', 'ended'],
  live: ['suspended', 'ended'],
  suspended: ['live', 'ended'],
  ended: [],
};

interface Filter {
  readonly partner?: string;
  readonly state?: string;
  readonly direction?: string;
}

/** Agreements of all partners in both directions, and their states. */
@Controller('v1/agreements')
export class AgreementsController {
  constructor(
    private readonly configuration: LiveConfiguration,
    private readonly changes: ConfigurationChanges,
    private readonly operations: Operations,
  ) {}

  @Get()
  @Needs('operations', 'messages')
  async list(@Caller() caller: Principal, @Query() filter: Filter): Promise<{ agreements: object[] }> {
    const seen = (await this.all()).filter(
      (one) =>
        maySee(caller, one.partner) &&
        (['partner', 'state', 'direction'] as const).every(
          (name) => filter[name] === undefined || filter[name] === one[name],
        ),
    );
    return { agreements: seen.map(agreementView) };
  }

  /** Changes one agreement's state, in the file in which it stands, and activates that. */
  @Post(':id/state')
  @HttpCode(200)
  @Needs('operations')
  async change(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<{ id: string; from: AgreementState; to: AgreementState; activation: Activation }> {
    const body = await readDocumented<StateBody>(request, this.operations);
    const { state: to, direction, ...terms } = body;
    const agreement = (await this.all()).find(
      (one) => agreementName(one) === id && (direction ?? one.direction) === one.direction,
    );
    if (agreement === undefined) throw problem('not-found');
    const { state: from } = agreement;
    if (from !== to && !possible[from].includes(to))
      throw problem('state-impossible', { from, possible: possible[from] });
    const activation = await this.activated(agreement, to, caller, terms);
    return { id, from, to, activation };
  }

  private async activated(
    agreement: Either,
    to: AgreementState,
    caller: Principal,
    terms: ChangeTerms,
  ): Promise<Activation> {
    const { active, files } = await this.changes.running();
    const changed = fileWithState(files, agreement, to);
    if (changed === undefined) throw problem('not-found');
    const note = terms.note ?? `${agreementName(agreement)}: ${agreement.state} -> ${to}`;
    const all = { replacing: active.number, ...terms, note };
    return agreement.state === to ? active : this.changes.put(changed.place, changed.text, caller, all);
  }

  private async all(): Promise<Either[]> {
    const { routing } = await this.configuration.upToDate();
    return routing.partners.flatMap((partner) => agreementsOf(routing, partner));
  }
}

type StateBody = ChangeTerms & {
  readonly state: AgreementState;
  /** Where an agreement in each direction has this name. */
  readonly direction?: 'inbound' | 'outbound';
};
