import type { BilingualText } from '#libs/routing';
import { checkStep, type CheckResult } from './check-step.js';
import type { Evidence, SentEvidence } from './evidence.js';
import type { Scenario, ScenarioStep } from './scenario.js';

export interface StepReport {
  readonly id: string;
  readonly title: BilingualText;
  readonly do: BilingualText;
  /** `failed`: something came that is not what was asked for; it may be tried again. */
  readonly state: 'passed' | 'failed' | 'waiting';
  /** What passed, or was tried last. */
  readonly evidence?: string;
  readonly attempts: number;
  /** Of a receiver, while it waits: where its test message is. */
  readonly note?: BilingualText;
  readonly checks: readonly CheckResult[];
}

export interface ScenarioReport {
  readonly id: string;
  readonly title: BilingualText;
  readonly verdict: ConformanceVerdict;
  readonly steps: readonly StepReport[];
}

export type ConformanceVerdict = 'conformant' | 'partly' | 'not';

/**
 * Goes through the steps of a scenario with what came, in its order: each message is held against the first step that has
 * not passed yet; when it does, the next message belongs to the next step.
 */
export function followScenario(scenario: Scenario, evidence: readonly Evidence[]): ScenarioReport {
  const passed = new Map<string, Evidence>();
  const steps: StepReport[] = [];
  let next = 0;
  for (const step of scenario.steps) {
    let report = waiting(step);
    // a step is only tried when those before it have passed
    const isOpen = passed.size === steps.length;
    while (isOpen && report.state !== 'passed' && next < evidence.length) {
      const seen = evidence[next++]!;
      const checks = checkStep(step.expect, seen, (id) => passed.get(id));
      const holds = checks.every((check) => check.passed);
      if (holds) passed.set(step.id, seen);
      const attempts = report.attempts + 1;
      report = { ...report, state: holds ? 'passed' : 'failed', evidence: seen.id, attempts, checks };
    }
    steps.push(report);
  }
  const { id, title } = scenario;
  return { id, title, verdict: verdictOf(steps), steps };
}

/** Goes through the steps of a receiver: each is judged by what was sent in it last. */
export function followSent(scenario: Scenario, evidence: readonly SentEvidence[]): ScenarioReport {
  const steps = scenario.steps.map((step): StepReport => {
    const sent = evidence.filter((one) => one.scenario === scenario.id && one.step === step.id);
    const last = sent.at(-1);
    const report = { ...waiting(step), attempts: sent.length };
    if (last === undefined) return report;
    if (last.underWay !== undefined) return { ...report, evidence: last.id, note: last.underWay };
    const checks = checkStep(step.expect, last, () => undefined);
    const state = checks.every(({ passed }) => passed) ? 'passed' : 'failed';
    return { ...report, state, evidence: last.id, checks };
  });
  const { id, title } = scenario;
  return { id, title, verdict: verdictOf(steps), steps };
}

/** Over several scenarios: conformant when each is, not when none has come anywhere. */
export function verdictOver(reports: readonly Pick<ScenarioReport, 'steps'>[]): ConformanceVerdict {
  return verdictOf(reports.flatMap(({ steps }) => steps));
}

function verdictOf(steps: readonly StepReport[]): ConformanceVerdict {
  const passed = steps.filter(({ state }) => state === 'passed').length;
  if (passed === 0) return 'not';
  return passed === steps.length ? 'conformant' : 'partly';
}

function waiting({ id, title, do: toDo }: ScenarioStep): StepReport {
  return { id, title, do: toDo, state: 'waiting', attempts: 0, checks: [] };
}
