import { containerCheck } from './check-characters.js';
import type { CustomerView } from './customer-views.js';
import type { DayPlan } from './day-plan.js';
import type { PlannedContainer, PlannedOrder } from './planned-orders.js';
import type { Random } from './random.js';
import type { Station } from './reference-data.js';

export interface PlannedEvent {
  readonly type: 'GATE_IN' | 'LOAD' | 'DISCHARGE' | 'GATE_OUT' | 'STRIPPING' | 'DAMAGE';
  readonly container: PlannedContainer;
  readonly station: Station;
  readonly isFull: boolean;
  readonly order?: PlannedOrder;
  readonly customer?: CustomerView;
  readonly wagonNumber?: string;
  /** Seconds from midnight of the day. */
  readonly at: number;
}

const course = ['GATE_IN', 'LOAD', 'DISCHARGE', 'GATE_OUT', 'STRIPPING'] as const;

/**
 * The events of the day, in their order: each container of an order goes some steps of its way, and empty containers
 * come back from customers. Every customer that the system knows occurs in at least one.
 */
export function planEquipmentEvents(plan: DayPlan, random: Random): PlannedEvent[] {
  const empties = plan.book.views['sys-5'].map((view, index) =>
    emptyReturn(view, index, plan, random.fork(`empty/${index}`)),
  );
  const wanted = plan.counts.equipmentEvents;
  const events = empties.slice(0, wanted);
  const orders = [...plan.orders['sys-1'], ...plan.orders['sys-4']].filter((order) => order.mode === '3');
  for (const order of random.shuffle(orders)) {
    for (const container of order.containers) {
      const steps = stepsOf(order, container, plan, random.fork(container.number));
      if (events.length + steps.length <= wanted) events.push(...steps);
    }
  }
  return events.sort((a, b) => a.at - b.at);
}

function stepsOf(
  order: PlannedOrder,
  container: PlannedContainer,
  plan: DayPlan,
  draw: Random,
): PlannedEvent[] {
  const customer = plan.book.viewIn('sys-5', order.customer);
  const first = draw.integer(0, 2);
  const count = draw.integer(2, course.length - first);
  const steps = course.slice(first, first + count).map((type, index): PlannedEvent => ({
    type,
    container,
    station: type === 'GATE_IN' || type === 'LOAD' ? order.origin : order.destination,
    isFull: type !== 'STRIPPING',
    order,
    customer,
    wagonNumber: order.wagonNumber,
    at: order.orderedAt + 900 + index * 7200 + draw.integer(0, 1800),
  }));
  const last = steps.at(-1)!;
  return draw.chance(0.08) ? [...steps, { ...last, type: 'DAMAGE', at: last.at + 600 }] : steps;
}

function emptyReturn(customer: CustomerView, index: number, plan: DayPlan, draw: Random): PlannedEvent {
  const first10 = `TBJU${900_000 + (index % 100_000)}`;
  return {
    type: 'GATE_IN',
    container: {
      number: first10 + containerCheck(first10),
      type: { iso: '22G1', numeric: '2210', names: { 'sys-1': '20', 'sys-2': 'T20', 'sys-4': '20尺箱' } },
      seal: '',
    },
    station: draw.pick(plan.network.hubs),
    isFull: false,
    customer,
    at: draw.integer(6 * 3600, 20 * 3600),
  };
}
