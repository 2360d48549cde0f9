import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { agreementName } from '#libs/configuration';
import { ConformanceRuns, scenariosFor, type ConformanceRun, type Scenario } from '#libs/conformance';
import type { Principal } from '#libs/partners';
import type { Agreement, Destination } from '#libs/routing';
import { LiveConfiguration, type Activation } from '#libs/runtime';
import { AgreementChanges } from '../agreements/agreement-changes.js';
import { maySee } from '../agreements/agreement-views.js';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { ConformanceWork } from './conformance-work.js';
import type { SaidReceipt } from './test-deliveries.js';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const mostRuns = 50;

/** How a partner shows what it can: scenarios, runs through them, and with a report that says conformant its way to live. */
@Controller('v1/conformance')
@Needs('messages:read', 'operations')
export class ConformanceController {
  constructor(
    private readonly configuration: LiveConfiguration,
    private readonly agreements: AgreementChanges,
    private readonly runs: ConformanceRuns,
    private readonly work: ConformanceWork,
    private readonly operations: Operations,
  ) {}

  /** All of them, or those for an agreement. */
  @Get('scenarios')
  async list(
    @Caller() caller: Principal,
    @Query() { agreement: name }: { agreement?: string },
  ): Promise<{ scenarios: readonly Scenario[] }> {
    const { scenarios } = await this.configuration.upToDate();
    if (name === undefined) return { scenarios };
    return { scenarios: scenariosFor(scenarios, await this.visible(caller, name)) };
  }

  @Get('runs')
  async latest(@Caller() caller: Principal): Promise<{ runs: object[] }> {
    const { id, scopes, partners } = caller;
    const seen = scopes.includes('operations') ? partners : [id];
    return { runs: (await this.runs.list(seen, mostRuns)).map(runView) };
  }

  @Post('runs')
  @HttpCode(201)
  @Needs('messages:send', 'operations')
  async start(@Caller() caller: Principal, @Req() request: FastifyRequest): Promise<object> {
    const body = await readDocumented<RunBody>(request, this.operations);
    const agreement = await this.visible(caller, body.agreement, body.direction);
    const { scenarios } = await this.configuration.upToDate();
    return runView(await this.work.start(agreement, body.scenarios, caller, scenarios));
  }

  /** Looks at what has come meanwhile. */
  @Get('runs/:id')
  async one(@Caller() caller: Principal, @Param('id') id: string): Promise<object> {
    return runView(await this.work.reported(await this.run(caller, id), caller));
  }

  /** Of a run in which we send: what has failed is sent once more, and what waits at once. */
  @Post('runs/:id/attempts')
  @HttpCode(200)
  @Needs('messages:send', 'messages:receive', 'operations')
  async tryAgain(@Caller() caller: Principal, @Param('id') id: string): Promise<object> {
    return runView(await this.work.tryAgain(await this.run(caller, id), caller));
  }

  /** What the partner says itself of messages that it got; by its hash it shows that it has the bytes. */
  @Post('runs/:id/receipts')
  @HttpCode(200)
  @Needs('messages:send', 'messages:receive', 'operations')
  async receipts(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { receipts } = await readDocumented<{ receipts: SaidReceipt[] }>(request, this.operations);
    return runView(await this.work.hear(await this.run(caller, id), receipts, caller));
  }

  /** Ends a run with what has passed by now. */
  @Post('runs/:id/end')
  @HttpCode(200)
  @Needs('messages:send', 'operations')
  async end(@Caller() caller: Principal, @Param('id') id: string): Promise<object> {
    return runView(await this.work.reported(await this.run(caller, id), caller, true));
  }

  /** The agreement goes live: by its partner, when the run says conformant. */
  @Post('runs/:id/activation')
  @HttpCode(200)
  @Needs('messages', 'operations')
  async activate(
    @Caller() caller: Principal,
    @Param('id') id: string,
  ): Promise<{ agreement: string; state: 'live'; activation: Activation }> {
    const run = await this.work.reported(await this.run(caller, id), caller);
    const activation = await this.work.activate(run, caller);
    return { agreement: agreementName({ ...run, id: run.agreement }), state: 'live', activation };
  }

  private async run(caller: Principal, id: string): Promise<ConformanceRun> {
    const run = uuid.test(id) ? await this.runs.find(id) : undefined;
    if (run === undefined || !maySee(caller, run.partner)) throw problem('not-found');
    return run;
  }

  private async visible(
    caller: Principal,
    name: string,
    direction?: 'inbound' | 'outbound',
  ): Promise<Agreement | Destination> {
    const seen = (await this.agreements.all()).filter(({ partner }) => maySee(caller, partner));
    const agreement = seen.find(
      (one) => agreementName(one) === name && (direction ?? one.direction) === one.direction,
    );
    if (agreement !== undefined) return agreement;
    const own = seen.filter(({ partner }) => partner === caller.id).map(agreementName);
    throw problem('not-found', { agreement: name, agreements: [...new Set(own)] });
  }
}

interface RunBody {
  readonly agreement: string;
  readonly direction?: 'inbound' | 'outbound';
  readonly scenarios?: readonly string[];
}

function runView({ agreement: id, scenarios: _, report, endedAt, ...run }: ConformanceRun): object {
  return {
    ...run,
    agreement: agreementName({ ...run, id }),
    state: endedAt === undefined ? 'open' : 'ended',
    endedAt: endedAt ?? null,
    scenarios: report,
  };
}
