import { makeCustomers, type Customer } from './customers.js';
import { strangerView, viewOf, type CustomerView } from './customer-views.js';
import type { Random } from './random.js';
import { systemIds, type SystemId } from './transmission.js';

/** All customers, what each system knows of them, and the truth to compare a consolidation with. */
export interface CustomerBook {
  readonly customers: readonly Customer[];
  /** By system, in the order of its numbers; not every system knows every customer. */
  readonly views: Readonly<Record<SystemId, readonly CustomerView[]>>;
  viewIn(system: SystemId, customer: Customer): CustomerView | undefined;
  readonly truth: ConsolidationTruth;
}

/** What deterministic consolidation must arrive at: credit code; else normalised name plus phone or address. */
export interface ConsolidationTruth {
  /** Source records before consolidation: one per system and customer number. */
  readonly sourceRecords: number;
  /** Customers after consolidation: the real ones, and each record that no rule can recognise. */
  readonly customersAfter: number;
  /** Source records (`system/localId`) that are one customer; each record stands in exactly one group. */
  readonly groups: readonly (readonly string[])[];
  /** Pairs of source records of different customers that look alike. */
  readonly mustStayApart: readonly (readonly [string, string])[];
}

/** The share of all customers that a system knows: sys-1 the first of them, sys-4 the last; together all. */
const shares: Readonly<Record<SystemId, readonly [from: number, to: number] | number>> = {
  'sys-1': [0, 0.36],
  'sys-2': 0.64,
  'sys-4': [0.16, 1],
  'sys-5': 0.4,
  'sys-6': 0.6,
};
const strangerShare = 0.01;

/** @param seed keeps the customer numbers of different seeds apart */
export function makeCustomerBook(count: number, seed: number, random: Random): CustomerBook {
  const customers = makeCustomers(count, random.fork('customers'));
  const order = random.fork('order').shuffle(customers);
  const strangers = strangersAmong(order);
  const views = {} as Record<SystemId, CustomerView[]>;
  for (const system of systemIds) {
    views[system] = knownIn(system, order, random.fork(`known/${system}`)).map((customer) => {
      const draw = random.fork(`view/${system}/${customer.index}`);
      if (system === 'sys-4' && strangers.has(customer)) return strangerView(customer, system, seed, draw);
      const isAnchor = system === 'sys-1' || (system === 'sys-4' && !isKnownToFirst(order, customer));
      return viewOf(customer, system, { seed, isAnchor }, draw);
    });
  }
  const index = new Map(
    systemIds.flatMap((system) => views[system]).map((view) => [keyOf(view.system, view.customer), view]),
  );
  return {
    customers,
    views,
    viewIn: (system, customer) => index.get(keyOf(system, customer)),
    truth: truthOf(customers, views, strangers),
  };
}

/** `system/localId`, as the groups of the truth name a source record. */
export function recordId(view: CustomerView): string {
  return `${view.system}/${view.localId}`;
}

function keyOf(system: SystemId, customer: Customer): string {
  return `${system}/${customer.index}`;
}

function knownIn(system: SystemId, order: readonly Customer[], random: Random): Customer[] {
  const share = shares[system];
  const known =
    typeof share === 'number'
      ? random.shuffle(order).slice(0, Math.round(order.length * share))
      : order.slice(Math.round(order.length * share[0]), Math.round(order.length * share[1]));
  return known.sort((a, b) => a.index - b.index);
}

function isKnownToFirst(order: readonly Customer[], customer: Customer): boolean {
  return order.indexOf(customer) < Math.round(order.length * 0.36);
}

/** Customers that sys-1 and sys-4 both know, and that sys-4 describes beyond recognition. */
function strangersAmong(order: readonly Customer[]): Set<Customer> {
  const both = order.slice(Math.round(order.length * 0.16), Math.round(order.length * 0.36));
  const candidates = both.filter((customer) => !customer.alwaysCoded && customer.creditCode !== undefined);
  return new Set(candidates.slice(0, Math.round(order.length * strangerShare)));
}

function truthOf(
  customers: readonly Customer[],
  views: Readonly<Record<SystemId, readonly CustomerView[]>>,
  strangers: ReadonlySet<Customer>,
): ConsolidationTruth {
  const groups = new Map<Customer, string[]>(customers.map((customer) => [customer, []]));
  const alone: string[][] = [];
  for (const view of systemIds.flatMap((system) => views[system])) {
    if (view.system === 'sys-4' && strangers.has(view.customer)) alone.push([recordId(view)]);
    else groups.get(view.customer)!.push(recordId(view));
  }
  const pairs = customers.flatMap((customer) => {
    const other = customer.resembles === undefined ? undefined : customers[customer.resembles];
    if (other === undefined) return [];
    return groups.get(customer)!.flatMap((a) => groups.get(other)!.map((b): [string, string] => [a, b]));
  });
  const all = [...groups.values(), ...alone].filter((group) => group.length > 0);
  return {
    sourceRecords: all.reduce((sum, group) => sum + group.length, 0),
    customersAfter: all.length,
    groups: all,
    mustStayApart: pairs,
  };
}
