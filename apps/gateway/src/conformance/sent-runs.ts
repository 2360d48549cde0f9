import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  ConformanceRuns,
  followSent,
  type ConformanceRun,
  type Scenario,
  type SentEvidence,
} from '#libs/conformance';
import type { Destination } from '#libs/routing';
import { LiveConfiguration } from '#libs/runtime';
import { problem } from '../problem.js';
import { GotEvidence } from './got-evidence.js';
import { TestDeliveries, type SaidReceipt } from './test-deliveries.js';

type NewRun = Parameters<ConformanceRuns['start']>[0];

/** A run does not send more than this, however often somebody tries again. */
const mostMessages = 200;

/** Runs in which we send and the partner receives: the messages of all steps leave with the run, in one transaction. */
@Injectable()
export class SentRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: LiveConfiguration,
    private readonly runs: ConformanceRuns,
    private readonly deliveries: TestDeliveries,
    private readonly got: GotEvidence,
  ) {}

  /** @throws problem `no-test-message` when the agreement cannot write what the steps need */
  async rehearse(destination: Destination, scenarios: readonly Scenario[]): Promise<void> {
    this.deliveries.make(await this.configuration.upToDate(), destination, scenarios, {
      mark: 'CS2026010100000000',
    });
  }

  async start(run: NewRun, destination: Destination): Promise<ConformanceRun> {
    const engines = await this.configuration.upToDate();
    const waiting = run.scenarios.map((scenario) => followSent(scenario, []));
    const { id } = await this.runs.start(run, waiting, async (started, manager) => {
      const messages = this.deliveries.make(engines, destination, run.scenarios, { mark: markOf(started) });
      await this.deliveries.send(manager, started, messages, engines);
    });
    const started = (await this.runs.find(id))!;
    const evidence = await this.evidence(started);
    return { ...started, report: run.scenarios.map((scenario) => followSent(scenario, evidence)) };
  }

  evidence(run: ConformanceRun): Promise<SentEvidence[]> {
    return this.got.of(run);
  }

  /** The steps that have failed, or that nothing was sent for, get a message each; what is on its way is tried at once. */
  async tryAgain(run: ConformanceRun, destination: Destination): Promise<void> {
    const engines = await this.configuration.upToDate();
    await this.dataSource.transaction(async (manager) => {
      // one after the other, so that nothing is sent twice by two who ask at once
      await manager.query('SELECT FROM conformance_run WHERE id = $1 FOR UPDATE', [run.id]);
      const evidence = await this.evidence(run);
      const steps = run.scenarios.flatMap((scenario) =>
        followSent(scenario, evidence)
          .steps.filter(({ state, attempts }) => state === 'failed' || attempts === 0)
          .map(({ id: step }) => ({ scenario: scenario.id, step })),
      );
      const before = await this.deliveries.count(run.id);
      if (before + steps.length > mostMessages) throw problem('run-ended', { mostMessages });
      const terms = { mark: markOf(run), from: before + 1, steps };
      const messages = this.deliveries.make(engines, destination, run.scenarios, terms);
      if (messages.length > 0) await this.deliveries.send(manager, run, messages, engines);
      else await this.deliveries.wake(manager, run);
    });
  }

  /** What the partner says itself. @returns the hashes of messages of the run among them */
  say(run: ConformanceRun, receipts: readonly SaidReceipt[]): Promise<string[]> {
    return this.deliveries.say(run.id, receipts);
  }

  takeBack(manager: EntityManager, run: string): Promise<void> {
    return this.deliveries.takeBack(manager, run);
  }
}

/** CS for 测试, test; then digits, because many formats of references have nothing else. Other than that of runs before. */
function markOf({ id, startedAt }: Pick<ConformanceRun, 'id' | 'startedAt'>): string {
  const own = Number.parseInt(id.slice(-8), 16) % 100_000_000;
  return `CS${startedAt.slice(0, 10).replaceAll('-', '')}${String(own).padStart(8, '0')}`;
}
