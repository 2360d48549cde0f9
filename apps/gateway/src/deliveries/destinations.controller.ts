import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AuditLog } from '#libs/audit';
import {
  DestinationControl,
  destinationReports,
  type DestinationReport,
  type PurgeScope,
} from '#libs/deliveries';
import type { Principal } from '#libs/partners';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { destinationView } from './delivery.views.js';
import { operates } from './visibility.js';

interface PurgeOrder {
  readonly what: PurgeScope;
  readonly reason: string;
  /** As many as were counted before; without it nothing is purged. */
  readonly count?: number;
}

/** Where deliveries go by other ways than the broker: what waits, whether anything goes, and what people do about it. */
@Controller('v1/destinations')
@Needs('operations')
export class DestinationsController {
  private readonly control: DestinationControl;

  constructor(
    private readonly dataSource: DataSource,
    private readonly operations: Operations,
    audit: AuditLog,
  ) {
    this.control = new DestinationControl(dataSource, audit);
  }

  @Get()
  async list(@Caller() caller: Principal): Promise<{ destinations: object[] }> {
    const all = await destinationReports(this.dataSource);
    return { destinations: all.filter(({ partner }) => operates(caller, partner)).map(destinationView) };
  }

  @Get(':id')
  async one(@Caller() caller: Principal, @Param('id') id: string): Promise<object> {
    return destinationView(await this.known(id, caller));
  }

  @Post(':id/pause')
  @HttpCode(200)
  pause(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    return this.change('pause', id, caller, request);
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    return this.change('resume', id, caller, request);
  }

  /** Counts first; with that count it purges. */
  @Post(':id/purge')
  @HttpCode(200)
  async purge(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<{ purged: boolean; count: number }> {
    const { what, reason, count } = await readDocumented<PurgeOrder>(request, this.operations);
    const { destination } = await this.known(id, caller);
    const order = { actor: caller.id, reason, ...(count === undefined ? {} : { expected: count }) };
    const outcome = await this.control.purge(destination, what, order);
    if (outcome.kind === 'not-held-back') throw problem('not-paused');
    if (outcome.kind === 'changed') throw problem('count-changed', { count: outcome.count });
    return { purged: outcome.kind === 'purged', count: outcome.count };
  }

  /** @returns the destination as it is then */
  private async change(
    to: 'pause' | 'resume',
    id: string,
    caller: Principal,
    request: FastifyRequest,
  ): Promise<object> {
    const { reason } = await readDocumented<{ reason: string }>(request, this.operations);
    const { destination } = await this.known(id, caller);
    await this.control[to](destination, { actor: caller.id, reason });
    return destinationView(await this.known(id, caller));
  }

  private async known(id: string, caller: Principal): Promise<DestinationReport> {
    const [report] = await destinationReports(this.dataSource, id.replaceAll('\0', ''));
    if (report === undefined || !operates(caller, report.partner)) throw problem('not-found');
    return report;
  }
}
