/**
 * Simulators of the five source systems: what they would send on one day, with faults of every kind, and what the hub must
 * make of each. `simulateDay` makes the day, `DaySender` sends it, `npm run simulate` does both by hand.
 */
export { AmqpPublisher } from './amqp-publisher.js';
export type { ConsolidationTruth } from './customer-book.js';
export { simulateDay, type Day } from './day.js';
export type { DayOptions } from './day-plan.js';
export { DayRun, type DayRunOptions } from './day-run.js';
export { DaySender, type DaySenderOptions, type Progress, type SendReport } from './day-sender.js';
export { faultOutcomes, type FaultKind } from './fault-kinds.js';
export {
  countVerdicts,
  systemIds,
  type Expectation,
  type LineExpectation,
  type LineFault,
  type SystemId,
  type Transmission,
  type Verdict,
} from './transmission.js';
