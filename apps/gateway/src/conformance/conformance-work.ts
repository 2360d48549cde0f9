import { Injectable } from '@nestjs/common';
import { AuditLog } from '#libs/audit';
import { agreementName } from '#libs/configuration';
import {
  ConformanceRuns,
  followScenario,
  followSent,
  scenariosFor,
  type ConformanceRun,
  type Scenario,
  type ScenarioReport,
} from '#libs/conformance';
import type { Principal } from '#libs/partners';
import type { Agreement, Destination } from '#libs/routing';
import type { Activation } from '#libs/runtime';
import { AgreementChanges } from '../agreements/agreement-changes.js';
import { problem } from '../problem.js';
import { SentEvidence } from './sent-evidence.js';
import { SentRuns } from './sent-runs.js';
import type { SaidReceipt } from './test-deliveries.js';

/** Whoever asks, or ourselves. */
type Actor = Pick<Principal, 'id'>;

/** A run that nobody has brought to its end in this time is given up. */
const longestMs = 7 * 86_400_000;

/** Runs through the scenarios of an agreement: begun, reported on, ended, and at last the way to live. */
@Injectable()
export class ConformanceWork {
  constructor(
    private readonly runs: ConformanceRuns,
    private readonly came: SentEvidence,
    private readonly sent: SentRuns,
    private readonly agreements: AgreementChanges,
    private readonly audit: AuditLog,
  ) {}

  /**
   * A draft goes into test with it: there nothing has any effect. To a receiver the test messages leave at once.
   * @throws problem `state-impossible`, `no-scenario`, `no-test-message`
   */
  async start(
    agreement: Agreement | Destination,
    wanted: readonly string[] | undefined,
    caller: Principal,
    scenarios: readonly Scenario[],
  ): Promise<ConformanceRun> {
    const { state, direction, partner, id, version } = agreement;
    if (state !== 'draft' && state !== 'test')
      throw problem('state-impossible', { from: state, possible: [] });
    const all = scenariosFor(scenarios, agreement);
    const unknown = (wanted ?? []).filter((one) => !all.some((scenario) => scenario.id === one));
    if (all.length === 0 || unknown.length > 0)
      throw problem('no-scenario', { unknown, scenarios: all.map((scenario) => scenario.id) });
    const chosen = all.filter((scenario) => wanted?.includes(scenario.id) ?? true);
    if (agreement.direction === 'outbound') await this.sent.rehearse(agreement, chosen);
    if (state === 'draft') await this.agreements.setState(agreement, 'test', caller, {});
    const run = { direction, partner, agreement: id, version, scenarios: chosen, startedBy: caller.id };
    if (agreement.direction === 'outbound') return this.sent.start(run, agreement);
    return this.runs.start(
      run,
      chosen.map((scenario) => followScenario(scenario, [])),
    );
  }

  /** The run as it stands now. @param isOver it ends, whatever is still to come */
  async reported(run: ConformanceRun, caller: Actor, isOver = false): Promise<ConformanceRun> {
    if (run.endedAt !== undefined) return run;
    const report = await this.reportOn(run);
    const isGivenUp = isOver || (await this.isGivenUp(run));
    const after = await this.runs.report(run.id, report, isGivenUp, async (ended, manager) => {
      if (ended.direction === 'outbound') await this.sent.takeBack(manager, ended.id);
      const { verdict } = ended;
      const subject = agreementName({ ...run, id: run.agreement });
      const detail = { run: run.id, verdict, scenarios: run.scenarios.map(({ id }) => id) };
      await this.audit.append({ actor: caller.id, action: 'conformance.report', subject, detail }, manager);
    });
    return after ?? run;
  }

  /** Sends once more what has failed, and what waits at once. @throws problem `run-ended`, `no-test-message` */
  async tryAgain(run: ConformanceRun, caller: Actor): Promise<ConformanceRun> {
    const now = await this.reported(run, caller);
    demandWeSend(now);
    const agreement = await this.agreementOf(now);
    if (agreement?.direction !== 'outbound') throw problem('not-found');
    await this.sent.tryAgain(now, agreement);
    return this.reported(now, caller);
  }

  /** Keeps what a partner says of messages that it got. @throws problem `run-ended`, `not-found` when it is none of the run's */
  async hear(run: ConformanceRun, receipts: readonly SaidReceipt[], caller: Actor): Promise<ConformanceRun> {
    demandWeSend(run);
    const known = await this.sent.say(run, receipts);
    const unknown = receipts.map(({ sha256 }) => sha256).filter((one) => !known.includes(one));
    if (unknown.length > 0) throw problem('not-found', { sha256: unknown });
    return this.reported(run, caller);
  }

  /** The partner's own way to live. @throws problem `conformance-missing`, `state-impossible` */
  async activate(run: ConformanceRun, caller: Principal): Promise<Activation> {
    const name = agreementName({ ...run, id: run.agreement });
    const agreement = await this.agreementOf(run);
    if (agreement === undefined) throw problem('not-found', { agreement: name });
    if (run.verdict !== 'conformant')
      throw problem('conformance-missing', { agreements: [{ agreement: name, report: run.verdict }] });
    if (agreement.state !== 'test')
      throw problem('state-impossible', { from: agreement.state, possible: [] });
    const note = `conformance run ${run.id}`;
    return this.agreements.setState(agreement, 'live', caller, { note });
  }

  private async reportOn(run: ConformanceRun): Promise<ScenarioReport[]> {
    if (run.direction === 'outbound') {
      const evidence = await this.sent.evidence(run);
      return run.scenarios.map((scenario) => followSent(scenario, evidence));
    }
    const evidence = await this.came.of(run);
    return run.scenarios.map((scenario) => followScenario(scenario, evidence));
  }

  /** Nothing more comes of it: it is too old, or the agreement has gone on without it. */
  private async isGivenUp(run: ConformanceRun): Promise<boolean> {
    if (Date.now() - Date.parse(run.startedAt) > longestMs) return true;
    return (await this.agreementOf(run))?.state !== 'test';
  }

  private agreementOf(run: ConformanceRun): ReturnType<AgreementChanges['named']> {
    return this.agreements.named(agreementName({ ...run, id: run.agreement }), run.direction);
  }
}

/** The run is open, and one in which the partner receives. @throws problem `run-ended` */
function demandWeSend({ direction, endedAt }: ConformanceRun): void {
  if (endedAt !== undefined || direction === 'inbound')
    throw problem('run-ended', { state: endedAt === undefined ? 'open' : 'ended', direction });
}
