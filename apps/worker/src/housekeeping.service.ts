import { join } from 'node:path';
import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { loadRecordDefinitions, missingEffects } from '#libs/customers';
import {
  countsByKind,
  defaultPatienceMs,
  DoctorReports,
  examine,
  findingKinds,
  keepRetention,
  prune,
  retentionTerms,
  type DoctorReport,
  type Examination,
} from '#libs/housekeeping';
import { wayTo } from '#libs/deliveries';
import { IdempotentAnswers } from '#libs/interfaces';
import { acknowledgementsTo } from '#libs/journal';
import { answerDeadlines, keepPartitions, SingleOwner, type Runtime } from '#libs/runtime';
import type { QueueFacts } from '#libs/transport';

const examineEveryMs = 60_000;
/** By then queues have their consumers and processes have reported themselves. */
const firstExaminationMs = 10_000;
const tidyEveryMs = 3_600_000;

/**
 * What one worker of all does for the installation: makes the coming days' partitions, archives and removes days whose
 * time is over, and lets the doctor look every minute. The doctor gives a next action to whatever has none, so after
 * any failure nobody has to start a recovery.
 */
export class HousekeepingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(HousekeepingService.name);
  private readonly owner: SingleOwner;
  private readonly reports: DoctorReports;
  private timers: NodeJS.Timeout[] = [];
  private working: Promise<void> = Promise.resolve();
  private told = '';

  constructor(private readonly runtime: Runtime) {
    this.reports = new DoctorReports(runtime.dataSource);
    this.owner = new SingleOwner(runtime.settings.databaseUrl, 'bianzu-housekeeping', {
      gained: () => this.begin(),
      lost: () => this.rest(),
      report: (error) => this.logger.warn(sentenceOf(error)),
    });
  }

  onApplicationBootstrap(): void {
    this.owner.open();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.rest();
    await this.working;
    await this.owner.close();
  }

  private begin(): void {
    this.rest();
    const every = (ms: number, work: () => Promise<void>): void => {
      this.enqueue(work);
      this.timers.push(setInterval(() => this.enqueue(work), ms));
    };
    every(tidyEveryMs, () => this.tidy());
    this.timers.push(setTimeout(() => every(examineEveryMs, () => this.examine()), firstExaminationMs));
  }

  private rest(): void {
    this.runtime.telemetry.metrics.doctorFindings.reset();
    for (const timer of this.timers.splice(0)) clearInterval(timer);
  }

  /** One after the other; never rejects. (Not called `then`: the container would take this for a promise.) */
  private enqueue(work: () => Promise<void>): void {
    this.working = this.working.then(work).catch((error: unknown) => this.logger.warn(sentenceOf(error)));
  }

  private async tidy(): Promise<void> {
    const { dataSource, configuration, settings } = this.runtime;
    await keepPartitions(dataSource);
    const terms = retentionTerms(configuration.current.routing, settings.retentionDays);
    const nowMs = Date.now();
    for (const outcome of await keepRetention({ dataSource, terms, nowMs, archive: settings.archiveFolder }))
      this.logger.warn(
        `${outcome.day}: ${outcome.messages} messages ${outcome.state} ${outcome.detail ?? ''}`,
      );
    const { routing } = configuration.current;
    const { idempotencyDays } = settings;
    const destinations = [
      ...routing.destinations.map(({ id }) => id),
      ...routing.partners.map(({ id }) => acknowledgementsTo(id)),
    ];
    await prune({ dataSource, terms, nowMs, idempotencyDays, destinations });
    await new IdempotentAnswers(dataSource).removeOlderThan(idempotencyDays);
  }

  private async examine(): Promise<void> {
    const before = await this.reports.latest();
    const progress = { storeCheckedTo: before?.storeCheckedTo };
    const report = await examine({ ...(await examinationOf(this.runtime, true)), progress });
    await this.reports.keep(report);
    const { doctorFindings } = this.runtime.telemetry.metrics;
    for (const [kind, count] of Object.entries(countsByKind(report.findings)))
      doctorFindings.set({ kind }, count);
    this.tell(report);
  }

  /** Only when it has changed: the same every minute is read by nobody. */
  private tell({ findings }: DoctorReport): void {
    const errors = findings.filter(({ kind }) => findingKinds[kind].severity === 'error');
    const lines = errors.map(({ kind, count, healed }) => `${kind}: ${count}, healed ${healed}`).join('; ');
    if (lines !== '' && lines !== this.told) this.logger.error(lines);
    this.told = lines;
  }
}

/** What the doctor looks at in this installation. */
async function examinationOf(runtime: Runtime, isHealing: boolean): Promise<Examination> {
  const { dataSource, configuration, settings, transport } = runtime;
  const { definitions } = loadRecordDefinitions(join(configuration.current.root, 'schemas'));
  let queues: QueueFacts[] | undefined;
  try {
    queues = await transport.inspect();
  } catch {
    // the doctor tells that the transport is silent
    queues = undefined;
  }
  return {
    dataSource,
    nowMs: Date.now(),
    patienceMs: defaultPatienceMs,
    isHealing,
    lanes: settings.lanes,
    queues,
    answerDeadlines: answerDeadlines(configuration.current.routing),
    wayOf: (destination) => wayTo(configuration.current.routing, destination),
    missingEffects: (effects) => missingEffects(dataSource.manager, definitions, effects),
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
