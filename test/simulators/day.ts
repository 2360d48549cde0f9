import { planDay, type DayOptions, type DayPlan } from './day-plan.js';
import { simulateSys1 } from './sys-1-simulator.js';
import { simulateSys2 } from './sys-2-simulator.js';
import { simulateSys4 } from './sys-4-simulator.js';
import { simulateSys5 } from './sys-5-simulator.js';
import { simulateSys6 } from './sys-6-simulator.js';
import type { ConsolidationTruth } from './customer-book.js';
import { systemIds, type SystemId, type Transmission } from './transmission.js';

/**
 * The example day: what the five source systems send, in their order, and what must come of it. Deterministic: the same
 * options give the same bytes, on every machine and in every year.
 */
export interface Day {
  /** yyyy-MM-dd */
  readonly date: string;
  readonly seed: number;
  readonly transmissions: Readonly<Record<SystemId, readonly Transmission[]>>;
  /** What consolidation of the customers must arrive at. */
  readonly customers: ConsolidationTruth;
}

const simulators: Readonly<Record<SystemId, (plan: DayPlan) => Transmission[]>> = {
  'sys-1': simulateSys1,
  'sys-2': simulateSys2,
  'sys-4': simulateSys4,
  'sys-5': simulateSys5,
  'sys-6': simulateSys6,
};

/** Simulates the whole day, or only some systems of it: those send the same as on the whole day. */
export function simulateDay(options: DayOptions = {}, systems: readonly SystemId[] = systemIds): Day {
  const plan = planDay(options);
  const transmissions = Object.fromEntries(
    systemIds.map((system) => [system, systems.includes(system) ? simulators[system](plan) : []]),
  ) as unknown as Record<SystemId, Transmission[]>;
  return { date: plan.calendar.date, seed: plan.seed, transmissions, customers: plan.book.truth };
}
