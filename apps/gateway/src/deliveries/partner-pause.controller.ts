import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AuditLog } from '#libs/audit';
import { DestinationControl } from '#libs/deliveries';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { operates } from './visibility.js';

interface PauseView {
  readonly partner: string;
  readonly paused: boolean;
}

/** Holds back everything that goes to a partner, over whatever destination. */
@Controller('v1/partners')
@Needs('operations')
export class PartnerPauseController {
  private readonly control: DestinationControl;

  constructor(
    dataSource: DataSource,
    audit: AuditLog,
    private readonly configuration: LiveConfiguration,
    private readonly operations: Operations,
  ) {
    this.control = new DestinationControl(dataSource, audit);
  }

  @Post(':id/pause')
  @HttpCode(200)
  pause(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<PauseView> {
    return this.change('pausePartner', id, caller, request);
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<PauseView> {
    return this.change('resumePartner', id, caller, request);
  }

  private async change(
    to: 'pausePartner' | 'resumePartner',
    id: string,
    caller: Principal,
    request: FastifyRequest,
  ): Promise<PauseView> {
    const { reason } = await readDocumented<{ reason: string }>(request, this.operations);
    const partner = this.known(id, caller);
    await this.control[to](partner, { actor: caller.id, reason });
    return { partner, paused: to === 'pausePartner' };
  }

  private known(id: string, caller: Principal): string {
    const partner = this.configuration.current.routing.partner(id);
    if (partner === undefined || !operates(caller, id)) throw problem('not-found');
    return partner.id;
  }
}
