import { xmlBytes, type Content } from './content.js';
import type { DayPlan } from './day-plan.js';
import { injectFaults } from './inject-faults.js';
import { tonnes, totalWeightKg, type PlannedOrder } from './planned-orders.js';
import type { MessageKind, SimulatedMessage } from './simulated-message.js';
import { partyFields } from './sys-1-simulator.js';
import type { Transmission } from './transmission.js';

/** Acceptance and loading 集中受理、优化装车: accepts orders of sys-1 and sys-4 and asks for wagons; all by AMQP. */
export function simulateSys2(plan: DayPlan): Transmission[] {
  const accepted = acceptedOrders(plan);
  const demandKind = kindOf(plan, 'demand', 'SL', demandPaths);
  const requestKind = kindOf(plan, 'wagon-request', 'QC', requestPaths);
  const demands = accepted.map((order, index): SimulatedMessage => {
    const reference = demandKind.referenceOf(index + 1);
    const acceptedAt = order.orderedAt + 1800;
    const content = {
      XQSL: { BWT: headerOf(plan, reference, acceptedAt), XQ: demandOf(order, plan, acceptedAt) },
    };
    return { kind: demandKind, reference, key: order.demandNumber, channel: 'amqp', content };
  });
  const requests = accepted.slice(0, plan.counts.wagonRequests).map((order, index): SimulatedMessage => {
    const reference = requestKind.referenceOf(index + 1);
    const requestedAt = order.orderedAt + 5400;
    const number = `QC${plan.calendar.compact}${String(index + 1).padStart(5, '0')}`;
    const content = {
      QCTB: { BWT: headerOf(plan, reference, requestedAt), QC: requestOf(order, plan, number, requestedAt) },
    };
    return { kind: requestKind, reference, key: number, channel: 'amqp', content };
  });
  const random = plan.random('sys-2');
  return injectFaults([...demands, ...requests], `sys-2-${plan.calendar.compact}`, random.fork('faults'));
}

/** Orders of customers that this system knows, each of these customers once before any twice. */
function acceptedOrders(plan: DayPlan): PlannedOrder[] {
  const known = [...plan.orders['sys-1'], ...plan.orders['sys-4']].filter(
    (order) => plan.book.viewIn('sys-2', order.customer) !== undefined,
  );
  const seen = new Set<number>();
  const [first, again]: [PlannedOrder[], PlannedOrder[]] = [[], []];
  for (const order of known) {
    (seen.has(order.customer.index) ? again : first).push(order);
    seen.add(order.customer.index);
  }
  return [...first, ...again].slice(0, plan.counts.demands).sort((a, b) => a.orderedAt - b.orderedAt);
}

const demandPaths: MessageKind['paths'] = {
  reference: 'XQSL/BWT/BWBH',
  station: 'XQSL/XQ/FZDBM',
  creditCode: 'XQSL/XQ/FHDWXYDM',
  container: 'XQSL/XQ/JZXLB/JZX/0/XH',
  date: 'XQSL/XQ/SLSJ',
  required: ['XQSL/XQ/SLSJ', 'XQSL/XQ/FHDWMC', 'XQSL/XQ/DZHZZM', 'XQSL/XQ/HWLB/HW/0/HZPM'],
  changeable: 'XQSL/XQ/BZSM',
};

const requestPaths: MessageKind['paths'] = {
  reference: 'QCTB/BWT/BWBH',
  station: 'QCTB/QC/DZDBM',
  date: 'QCTB/QC/ZCRQ',
  required: ['QCTB/QC/XQSLH', 'QCTB/QC/ZCRQ', 'QCTB/QC/PM', 'QCTB/QC/SQCS'],
  changeable: 'QCTB/QC/BZSM',
};

function kindOf(plan: DayPlan, name: string, prefix: string, paths: MessageKind['paths']): MessageKind {
  return {
    system: 'sys-2',
    name,
    contentType: 'application/xml',
    charsets: { right: 'gb18030', wrong: 'utf-8' },
    write: (content, charset) => xmlBytes(content, 'GB18030', charset),
    referenceOf: (sequence) => `${prefix}${plan.calendar.compact}${String(sequence).padStart(8, '0')}`,
    paths,
  };
}

function headerOf(plan: DayPlan, reference: string, sentAt: number): Content {
  return { BWBH: reference, FSF: 'JZSLXT', FSSJ: plan.calendar.local(sentAt + 15), GNDM: 'XZ' };
}

function stationFields({ origin, destination }: PlannedOrder): Content {
  return {
    FLJDM: origin.bureau,
    FZDBM: origin.telegraph,
    FZHZZM: origin.name,
    DLJDM: destination.bureau,
    DZDBM: destination.telegraph,
    DZHZZM: destination.name,
  };
}

function demandOf(order: PlannedOrder, plan: DayPlan, acceptedAt: number): Content {
  const customer = plan.book.viewIn('sys-2', order.customer)!;
  const consignee =
    plan.book.viewIn('sys-2', order.consignee) ?? plan.book.viewIn(order.system, order.consignee)!;
  return {
    XQSLH: order.demandNumber,
    DDH: order.number,
    KHDM: customer.localId,
    SLSJ: plan.calendar.local(acceptedAt),
    SLZT: '12',
    JHYF: plan.calendar.compact.slice(0, 6),
    YSFS: order.mode,
    ...stationFields(order),
    ...partyFields('FH', customer),
    ...partyFields('SH', consignee),
    QQCZ: wagonOf(order).kind,
    QQCS: wagonOf(order).count,
    HWLB: {
      HW: order.goods.map((goods, index) => ({
        HH: index + 1,
        PM: goods.code,
        HZPM: goods.name,
        JS: goods.packageCode === '06' ? undefined : goods.pieces,
        BZLX: goods.packageCode,
        ZL: tonnes(goods.grossWeightKg),
      })),
    },
    JZXLB:
      order.containers.length === 0
        ? undefined
        : { JZX: order.containers.map(({ number, type }) => ({ XH: number, XX: type.names['sys-2'] })) },
    ZZL: tonnes(totalWeightKg(order)),
    BZSM: undefined,
  };
}

function requestOf(order: PlannedOrder, plan: DayPlan, number: string, requestedAt: number): Content {
  const customer = plan.book.viewIn('sys-2', order.customer)!;
  const goods = order.goods[0]!;
  const wagon = wagonOf(order);
  return {
    QCDH: number,
    XQSLH: order.demandNumber,
    DDH: order.number,
    QCSJ: plan.calendar.local(requestedAt),
    ZCRQ: plan.calendar.dayAfter(order.loadingInDays),
    BC: order.loadingInDays % 2 === 0 ? '1' : '2',
    ...stationFields(order),
    KHDM: customer.localId,
    FHDWMC: customer.name,
    FHDH: customer.phone,
    PM: goods.code,
    HZPM: goods.name,
    CLLB: { CL: [{ CZ: wagon.kind, CX: wagon.type, CS: wagon.count }] },
    SQCS: wagon.count,
    ZT: '1',
    BZSM: undefined,
  };
}

function wagonOf(order: PlannedOrder): { kind: string; type: string | undefined; count: number } {
  if (order.mode === '3') return { kind: 'X', type: 'X70', count: Math.ceil(order.containers.length / 2) };
  const goods = order.goods[0]!;
  return { kind: goods.wagonKind, type: goods.wagonType, count: Math.ceil(totalWeightKg(order) / 60_000) };
}
