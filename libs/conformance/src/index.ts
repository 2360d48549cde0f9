/**
 * Sandbox and conformance 沙箱与符合性: how a partner finds out by itself whether its messages are right, and shows it.
 *
 *   a sample ──→ sandbox/: the journey on a journal in memory ──→ what was recognised, faults, answer, canonical result
 *   a scenario (schemas/conformance/*.yaml) + what was sent ──→ scenario/: each step and check, and a verdict
 *   sending/: messages for a partner that is to receive, written by its own agreement, right or wrong as the step wants
 *   runs/: the scenarios of one agreement while the partner works through them; the report lets it go live
 *
 * Nothing here judges a message itself: the stages of `#libs/journey` do, as they do for every other message.
 */
export { ConformanceRun1700000000390 } from './migrations/1700000000390-conformance-run.js';
export { ConformanceDelivery1700000000392 } from './migrations/1700000000392-conformance-delivery.js';
export { ConformanceRuns, type ConformanceRun } from './runs/conformance-runs.js';
export { Rehearsal, type RehearsalTerms } from './sandbox/rehearsal.js';
export type { SampleDestination, SampleMessage, SampleReport } from './sandbox/sample-report.js';
export { evidenceOf, stateOfFile } from './scenario/evidence-of-sample.js';
export type { AcknowledgedEvidence, Evidence, SentEvidence } from './scenario/evidence.js';
export {
  followScenario,
  followSent,
  verdictOver,
  type ScenarioReport,
  type StepReport,
} from './scenario/follow-scenario.js';
export { loadScenarios, scenariosFor } from './scenario/load-scenarios.js';
export type { Scenario, ScenarioStep, SentSample } from './scenario/scenario.js';
export { cut } from './sending/damaged.js';
export { testMessage, type TestMessage } from './sending/test-message.js';
export type { Sample } from './whole-message.js';
