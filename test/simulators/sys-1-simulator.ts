import { xmlBytes, type Content } from './content.js';
import type { CustomerView } from './customer-views.js';
import type { DayPlan } from './day-plan.js';
import { injectFaults } from './inject-faults.js';
import { tonnes, totalWeightKg, type PlannedOrder } from './planned-orders.js';
import type { Random } from './random.js';
import type { MessageKind, SimulatedMessage } from './simulated-message.js';
import type { Transmission } from './transmission.js';

/** Key-account freight 货运大客户: its customers, then their orders; most by AMQP, some by REST. */
export function simulateSys1(plan: DayPlan): Transmission[] {
  const random = plan.random('sys-1');
  const partyKind = kindOf(plan, 'party', 'KH', partyPaths);
  const orderKind = kindOf(plan, 'order', 'DK', orderPaths);
  const channel = (): 'rest' | 'amqp' => (random.chance(0.2) ? 'rest' : 'amqp');
  const parties = plan.book.views['sys-1'].map((view, index): SimulatedMessage => {
    const reference = partyKind.referenceOf(index + 1);
    const header = headerOf(reference, plan.calendar.local(4 * 3600 + index * 5));
    const content = { KHXX: { BWT: header, KH: partyOf(view, plan, random.fork(`party/${index}`)) } };
    return { kind: partyKind, reference, key: view.localId, channel: channel(), content };
  });
  const orders = plan.orders['sys-1'].map((order, index): SimulatedMessage => {
    const reference = orderKind.referenceOf(index + 1);
    const header = headerOf(reference, plan.calendar.local(order.orderedAt + 20));
    const content = { KHDD: { BWT: header, DD: orderOf(order, plan, random.fork(`order/${index}`)) } };
    return { kind: orderKind, reference, key: order.number, channel: channel(), content };
  });
  return injectFaults([...parties, ...orders], `sys-1-${plan.calendar.compact}`, random.fork('faults'));
}

const partyPaths: MessageKind['paths'] = {
  reference: 'KHXX/BWT/BWBH',
  creditCode: 'KHXX/KH/TYSHXYDM',
  date: 'KHXX/BWT/FSSJ',
  required: ['KHXX/KH/KHMC', 'KHXX/KH/LXDH', 'KHXX/KH/DZ', 'KHXX/KH/ZT'],
  changeable: 'KHXX/KH/FRDB',
};

const orderPaths: MessageKind['paths'] = {
  reference: 'KHDD/BWT/BWBH',
  station: 'KHDD/DD/DZTMISM',
  creditCode: 'KHDD/DD/FHDWXYDM',
  container: 'KHDD/DD/JZXLB/JZX/0/XH',
  date: 'KHDD/DD/XDSJ',
  required: ['KHDD/DD/XDSJ', 'KHDD/DD/SHDWMC', 'KHDD/DD/FZTMISM', 'KHDD/DD/HWLB/HW/0/PM', 'KHDD/DD/ZZL'],
  changeable: 'KHDD/DD/BZSM',
};

function kindOf(plan: DayPlan, name: string, prefix: string, paths: MessageKind['paths']): MessageKind {
  return {
    system: 'sys-1',
    name,
    contentType: 'application/xml',
    charsets: { right: 'gb18030', wrong: 'utf-8' },
    write: (content, charset) => xmlBytes(content, 'GB18030', charset),
    referenceOf: (sequence) => `${prefix}${plan.calendar.compact}${String(sequence).padStart(8, '0')}`,
    paths,
  };
}

function headerOf(reference: string, sentAt: string): Content {
  return { BWBH: reference, FSF: 'DKHXT', FSSJ: sentAt, GNDM: 'XZ' };
}

function partyOf(view: CustomerView, plan: DayPlan, draw: Random): Content {
  const { customer } = view;
  return {
    KHBH: view.localId,
    KHMC: view.name,
    KHJC: view.shortName,
    TYSHXYDM: view.creditCode,
    KHLB: customer.customerClass,
    FRDB: draw.chance(0.7) ? customer.legalRepresentative : undefined,
    XZQHDM: customer.divisionCode,
    DZ: view.address,
    LXDH: view.phone,
    DZYJ: draw.chance(0.5) ? `office@customer${customer.index}.example.com` : undefined,
    LXRLB: draw.chance(0.8) ? { LXR: [{ XM: view.contact, ZW: '运输部经理', DH: view.phone }] } : undefined,
    SXRQ: plan.calendar.dayAfter(-draw.integer(30, 3000)),
    ZT: '1',
  };
}

function orderOf(order: PlannedOrder, plan: DayPlan, draw: Random): Content {
  const customer = plan.book.viewIn('sys-1', order.customer)!;
  return {
    DDH: order.number,
    XQSLH: draw.chance(0.5) ? order.demandNumber : undefined,
    KHBH: customer.localId,
    XDSJ: plan.calendar.local(order.orderedAt),
    YQZCRQ: plan.calendar.dayAfter(order.loadingInDays),
    YSFS: order.mode,
    FWFS: order.service,
    FZTMISM: order.origin.tmis,
    FZHZZM: order.origin.name,
    FZYXHZ: draw.chance(0.2) ? `${customer.customer.shortName}专用线` : undefined,
    DZTMISM: order.destination.tmis,
    DZHZZM: order.destination.name,
    ...partyFields('FH', customer),
    ...partyFields('SH', plan.book.viewIn('sys-1', order.consignee)!),
    HWLB: {
      HW: order.goods.map((goods, index) => ({
        HH: index + 1,
        PM: goods.code,
        HZPM: goods.name,
        JS: goods.packageCode === '06' ? undefined : goods.pieces,
        BZLX: goods.packageCode,
        ZL: `${goods.grossWeightKg}.0`,
      })),
    },
    JZXLB: containersOf(order),
    ZZL: tonnes(totalWeightKg(order)),
    YF: draw.chance(0.6) ? `${draw.integer(800, 20_000)}.${draw.digits(2)}` : undefined,
    BZSM: undefined,
  };
}

function containersOf(order: PlannedOrder): Content | undefined {
  if (order.containers.length === 0) return undefined;
  return {
    JZX: order.containers.map((container) => ({
      XH: container.number,
      XX: container.type.names['sys-1'],
      FH: container.seal,
    })),
  };
}

/** Consignor (FH) or consignee (SH), the way sys-1 and sys-2 write a party inside an order. */
export function partyFields(prefix: 'FH' | 'SH', view: CustomerView): Content {
  return {
    [`${prefix}DWMC`]: view.name,
    [`${prefix}DWXYDM`]: view.creditCode,
    [`${prefix}LXR`]: view.contact,
    [`${prefix}DH`]: view.phone,
    [`${prefix}DZ`]: view.address,
  };
}
