import { Calendar } from './calendar.js';
import { makeCustomerBook, type CustomerBook } from './customer-book.js';
import { planOrders, type PlannedOrder } from './planned-orders.js';
import { Random } from './random.js';
import { readReferenceData, type ReferenceData } from './reference-data.js';
import type { SystemId } from './transmission.js';

export interface DayOptions {
  /** A positive whole number; default 1. */
  readonly seed?: number;
  /** yyyy-MM-dd; by default each seed has its own day, seed 1 is 2026-03-16, so that no two seeds use the same numbers. */
  readonly date?: string;
  /** 1 is a full day; 0.01 to 10. */
  readonly scale?: number;
  /** The folder `code-lists`; default: the one in the current folder. */
  readonly codeListsRoot?: string;
}

/** What happens on the simulated day, before any system speaks of it. */
export interface DayPlan {
  readonly seed: number;
  readonly calendar: Calendar;
  readonly network: ReferenceData;
  readonly book: CustomerBook;
  readonly orders: { readonly 'sys-1': readonly PlannedOrder[]; readonly 'sys-4': readonly PlannedOrder[] };
  readonly counts: Readonly<DayCounts>;
  /** A generator for one system, independent of the others. */
  random(system: SystemId): Random;
}

const fullDay = {
  customers: 500,
  sys1Orders: 700,
  sys4Orders: 500,
  demands: 500,
  wagonRequests: 300,
  statusesPerOrder: 3,
  equipmentEvents: 1500,
  parcelLines: 20_000,
  parcelStatusLines: 2000,
};

/** How much of everything there is. */
export type DayCounts = typeof fullDay;

/** Plans the day of this seed: the same options always give the same plan. */
export function planDay(options: DayOptions = {}): DayPlan {
  const { seed = 1, scale = 1, codeListsRoot = 'code-lists' } = options;
  if (!Number.isInteger(seed) || seed < 1)
    throw new Error(`the seed must be a positive whole number, not ${seed}`);
  if (!(scale >= 0.01 && scale <= 10)) throw new Error(`the scale must be between 0.01 and 10, not ${scale}`);
  const random = new Random(`bianzu/${seed}`);
  const counts = scaled(scale);
  const calendar = new Calendar(options.date ?? dateOf(seed));
  const network = readReferenceData(codeListsRoot);
  const book = makeCustomerBook(counts.customers, seed, random.fork('customers'));
  const world = { book, network, calendar };
  return {
    seed,
    calendar,
    network,
    book,
    orders: {
      'sys-1': planOrders('sys-1', counts.sys1Orders, world, random.fork('orders/sys-1')),
      'sys-4': planOrders('sys-4', counts.sys4Orders, world, random.fork('orders/sys-4')),
    },
    counts,
    random: (system) => random.fork(system),
  };
}

function dateOf(seed: number): string {
  return new Calendar('2026-03-16').dayAfter((seed - 1) % 3650);
}

function scaled(scale: number): DayCounts {
  const counts = { ...fullDay };
  for (const name of Object.keys(counts) as (keyof DayCounts)[]) {
    if (name !== 'statusesPerOrder') counts[name] = Math.max(10, Math.round(fullDay[name] * scale));
  }
  return counts;
}
