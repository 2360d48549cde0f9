import { Injectable } from '@nestjs/common';
import { AuditLog } from '#libs/audit';
import { agreementName } from '#libs/configuration';
import {
  ConformanceRuns,
  followScenario,
  scenariosFor,
  type ConformanceRun,
  type Scenario,
} from '#libs/conformance';
import type { Principal } from '#libs/partners';
import type { Agreement, Destination } from '#libs/routing';
import type { Activation } from '#libs/runtime';
import { AgreementChanges } from '../agreements/agreement-changes.js';
import { problem } from '../problem.js';
import { GotEvidence } from './got-evidence.js';
import { SentEvidence } from './sent-evidence.js';

/** Runs through the scenarios of an agreement: begun, reported on, ended, and at last the way to live. */
@Injectable()
export class ConformanceWork {
  constructor(
    private readonly runs: ConformanceRuns,
    private readonly sent: SentEvidence,
    private readonly got: GotEvidence,
    private readonly agreements: AgreementChanges,
    private readonly audit: AuditLog,
  ) {}

  /** A draft goes into test with it: there nothing has any effect. @throws problem `state-impossible`, `no-scenario` */
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
    if (state === 'draft') await this.agreements.setState(agreement, 'test', caller, {});
    const chosen = all.filter((scenario) => wanted?.includes(scenario.id) ?? true);
    const run = { direction, partner, agreement: id, version, scenarios: chosen, startedBy: caller.id };
    return this.runs.start(
      run,
      chosen.map((scenario) => followScenario(scenario, [])),
    );
  }

  /** The run as it stands now. @param isOver it ends, whatever is still to come */
  async reported(run: ConformanceRun, caller: Principal, isOver = false): Promise<ConformanceRun> {
    if (run.endedAt !== undefined) return run;
    const evidence = await (run.direction === 'inbound' ? this.sent : this.got).of(run);
    const report = run.scenarios.map((scenario) => followScenario(scenario, evidence));
    const after = await this.runs.report(run.id, report, isOver, ({ verdict }, manager) => {
      const subject = agreementName({ ...run, id: run.agreement });
      const detail = { run: run.id, verdict, scenarios: run.scenarios.map(({ id }) => id) };
      return this.audit.append({ actor: caller.id, action: 'conformance.report', subject, detail }, manager);
    });
    return after ?? run;
  }

  /** The partner's own way to live. @throws problem `conformance-missing`, `state-impossible` */
  async activate(run: ConformanceRun, caller: Principal): Promise<Activation> {
    const name = agreementName({ ...run, id: run.agreement });
    const agreement = await this.agreements.named(name, run.direction);
    if (agreement === undefined) throw problem('not-found', { agreement: name });
    if (run.verdict !== 'conformant')
      throw problem('conformance-missing', { agreements: [{ agreement: name, report: run.verdict }] });
    if (agreement.state !== 'test')
      throw problem('state-impossible', { from: agreement.state, possible: [] });
    const note = `conformance run ${run.id}`;
    return this.agreements.setState(agreement, 'live', caller, { note });
  }
}
