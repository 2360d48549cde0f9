import type { Content } from './content.js';
import type { CustomerView } from './customer-views.js';
import type { DayPlan } from './day-plan.js';
import { injectFaults } from './inject-faults.js';
import { totalWeightKg, type PlannedOrder } from './planned-orders.js';
import type { MessageKind, SimulatedMessage } from './simulated-message.js';
import { envelope, sys4Kind } from './sys-4-messages.js';
import { simulateStatuses } from './sys-4-statuses.js';
import type { Transmission } from './transmission.js';

/** 95306 and e-commerce: customers, orders and the status changes of the orders' waybills; all by REST. */
export function simulateSys4(plan: DayPlan): Transmission[] {
  const customerKind = sys4Kind(plan, 'customer', 'KH', customerPaths);
  const orderKind = sys4Kind(plan, 'order', 'DD', orderPaths);
  const customers = plan.book.views['sys-4'].map((view, index): SimulatedMessage => {
    const reference = customerKind.referenceOf(index + 1);
    const content = envelope(plan, customerKind, reference, 4 * 3600 + index * 2, customerOf(view, plan));
    return { kind: customerKind, reference, key: view.localId, channel: 'rest', content };
  });
  const orders = plan.orders['sys-4'].map((order, index): SimulatedMessage => {
    const reference = orderKind.referenceOf(index + 1);
    const content = envelope(plan, orderKind, reference, order.orderedAt + 5, orderOf(order, plan));
    return { kind: orderKind, reference, key: order.number, channel: 'rest', content };
  });
  const prefix = `sys-4-${plan.calendar.compact}`;
  const random = plan.random('sys-4');
  return [
    ...injectFaults([...customers, ...orders], prefix, random.fork('faults')),
    ...simulateStatuses(plan, `${prefix}-status`, random.fork('statuses')),
  ];
}

const customerPaths: MessageKind['paths'] = {
  reference: 'msgId',
  creditCode: 'data/tyshxydm',
  date: 'data/zcsj',
  required: ['data/khmc', 'data/sjh', 'data/dz', 'data/zcsj'],
  changeable: 'data/lxr',
};

const orderPaths: MessageKind['paths'] = {
  reference: 'msgId',
  station: 'data/fztmism',
  creditCode: 'data/fhr/xydm',
  container: 'data/jzx/0/xh',
  date: 'data/xdsj',
  required: ['data/xdsj', 'data/shr/dwmc', 'data/dztmism', 'data/hw/0/pm', 'data/zzl'],
  changeable: 'data/bz',
};

function customerOf(view: CustomerView, plan: DayPlan): Content {
  const { customer } = view;
  return {
    khid: view.localId,
    khmc: view.name,
    khjc: view.shortName,
    tyshxydm: view.creditCode,
    khlx: customer.customerClass,
    lxr: view.contact,
    sjh: view.phone,
    xzqhdm: customer.divisionCode,
    dz: view.address,
    zcsj: plan.calendar.local(-86_400 * (30 + customer.index) + 36_000),
    zt: '1',
  };
}

const packageNames: Readonly<Record<string, string>> = {
  '01': '箱',
  '02': '袋',
  '05': '捆',
  '06': '散装',
  '99': '其他',
};

function orderOf(order: PlannedOrder, plan: DayPlan): Content {
  const customer = plan.book.viewIn('sys-4', order.customer)!;
  return {
    ddh: order.number,
    xqslh: order.demandNumber,
    khid: customer.localId,
    xdsj: plan.calendar.local(order.orderedAt),
    yqzcrq: plan.calendar.dayAfter(order.loadingInDays),
    ysfs: order.mode,
    pz: order.mode === '3' ? '4' : '1',
    fztmism: order.origin.tmis,
    fzhzzm: order.origin.name,
    dztmism: order.destination.tmis,
    dzhzzm: order.destination.name,
    fhr: partyOf(customer),
    shr: partyOf(plan.book.viewIn('sys-4', order.consignee)!),
    hw: order.goods.map((goods, index) => ({
      hh: index + 1,
      pm: goods.code,
      hzpm: goods.name,
      js: goods.packageCode === '06' ? undefined : goods.pieces,
      bz: packageNames[goods.packageCode],
      zl: goods.grossWeightKg,
    })),
    jzx:
      order.containers.length === 0
        ? undefined
        : order.containers.map(({ number, type, seal }) => ({
            xh: number,
            xx: type.names['sys-4'],
            fh: seal,
          })),
    zzl: totalWeightKg(order) / 1000,
    bz: undefined,
  };
}

function partyOf(view: CustomerView): Content {
  return { dwmc: view.name, xydm: view.creditCode, lxr: view.contact, sjh: view.phone, dz: view.address };
}
