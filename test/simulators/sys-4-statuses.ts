import type { Content } from './content.js';
import type { DayPlan } from './day-plan.js';
import type { FaultKind } from './fault-kinds.js';
import { injectFaults } from './inject-faults.js';
import type { PlannedOrder } from './planned-orders.js';
import type { Random } from './random.js';
import type { MessageKind, SimulatedMessage } from './simulated-message.js';
import { envelope, sys4Kind } from './sys-4-messages.js';
import type { Transmission } from './transmission.js';

/** 待受理 受理通过 已装车 已制单 已发车 已到达 已卸车 货物已交付 确认收货 */
const course = ['10', '12', '30', '35', '40', '60', '70', '80', '85'];
/** From here on the status is reported at the destination. */
const arrived = course.indexOf('60');

interface PlannedStatus {
  readonly order: PlannedOrder;
  readonly code: string;
  readonly occurredAt: number;
  readonly sentAt: number;
  readonly special?: FaultKind;
}

/**
 * Status changes of the day's orders at 95306. One order in 20 reports two of them in the wrong order, one in 20
 * something that happened two days before: both must be taken, each at its own time.
 */
export function simulateStatuses(plan: DayPlan, idPrefix: string, random: Random): Transmission[] {
  const kind = sys4Kind(plan, 'status', 'ZT', statusPaths);
  const planned = plan.orders['sys-4']
    .flatMap((order, index) => statusesOf(order, index, plan, random.fork(index)))
    .sort((a, b) => a.sentAt - b.sentAt);
  const messages = planned.map((status, index): SimulatedMessage => {
    const reference = kind.referenceOf(index + 1);
    const content = envelope(plan, kind, reference, status.sentAt, statusOf(status, plan));
    return {
      kind,
      reference,
      key: status.order.waybillNumber,
      channel: 'rest',
      content,
      special: status.special,
    };
  });
  return injectFaults(messages, idPrefix, random.fork('faults'));
}

const statusPaths: MessageKind['paths'] = {
  reference: 'msgId',
  station: 'data/tmism',
  container: 'data/xh',
  date: 'data/zxsj',
  required: ['data/ddh', 'data/zxsj', 'data/hzzm'],
  changeable: 'data/sm',
};

function statusesOf(order: PlannedOrder, index: number, plan: DayPlan, draw: Random): PlannedStatus[] {
  const { statusesPerOrder } = plan.counts;
  const first = draw.integer(0, course.length - statusesPerOrder);
  const statuses = Array.from({ length: statusesPerOrder }, (_, step): PlannedStatus => {
    const occurredAt = order.orderedAt + 600 + step * 5400 + draw.integer(0, 600);
    return { order, code: course[first + step]!, occurredAt, sentAt: occurredAt + draw.integer(5, 90) };
  });
  if (index % 20 === 4) {
    const [early, late] = [statuses[1]!, statuses[2]!];
    statuses[1] = { ...early, sentAt: late.sentAt + 60, special: 'out-of-order-status' };
  }
  if (index % 20 === 9) {
    const oldest = statuses[0]!;
    statuses[0] = { ...oldest, occurredAt: oldest.occurredAt - 2 * 86_400, special: 'late-status' };
  }
  return statuses;
}

function statusOf({ order, code, occurredAt }: PlannedStatus, plan: DayPlan): Content {
  const step = course.indexOf(code);
  const station = step >= arrived ? order.destination : order.origin;
  const isLoaded = step >= course.indexOf('30');
  return {
    ydid: order.waybillNumber,
    ddh: order.number,
    xqslh: order.demandNumber,
    ztgjend: code,
    zxsj: plan.calendar.local(occurredAt),
    tmism: station.tmis,
    hzzm: station.name,
    ch: isLoaded ? order.wagonNumber : undefined,
    xh: isLoaded ? order.containers[0]?.number : undefined,
    sm: undefined,
  };
}
