import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '#libs/partners';
import type { AgreementState } from '#libs/routing';
import type { Activation } from '#libs/runtime';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import type { ChangeTerms } from '../operations/configuration-changes.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { AgreementChanges } from './agreement-changes.js';
import { agreementView, maySee } from './agreement-views.js';

interface Filter {
  readonly partner?: string;
  readonly state?: string;
  readonly direction?: string;
}

/** Agreements of all partners in both directions, and their states. */
@Controller('v1/agreements')
export class AgreementsController {
  constructor(
    private readonly agreements: AgreementChanges,
    private readonly operations: Operations,
  ) {}

  @Get()
  @Needs('operations', 'messages:read')
  async list(@Caller() caller: Principal, @Query() filter: Filter): Promise<{ agreements: object[] }> {
    const seen = (await this.agreements.all()).filter(
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
    const agreement = await this.agreements.named(id, direction);
    if (agreement === undefined) throw problem('not-found');
    const activation = await this.agreements.setState(agreement, to, caller, terms);
    return { id, from: agreement.state, to, activation };
  }
}

type StateBody = ChangeTerms & {
  readonly state: AgreementState;
  /** Where an agreement in each direction has this name. */
  readonly direction?: 'inbound' | 'outbound';
};
