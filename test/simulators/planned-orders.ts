import type { Calendar } from './calendar.js';
import { containerCheck } from './check-characters.js';
import type { CustomerBook } from './customer-book.js';
import type { Customer } from './customers.js';
import { goodsList, type Goods } from './goods.js';
import type { Random } from './random.js';
import type { ReferenceData, Station } from './reference-data.js';

/** An order that a customer places with one system, and that the other systems then speak of. */
export interface PlannedOrder {
  readonly system: 'sys-1' | 'sys-4';
  readonly number: string;
  readonly demandNumber: string;
  readonly waybillNumber: string;
  readonly customer: Customer;
  readonly consignee: Customer;
  readonly origin: Station;
  readonly destination: Station;
  /** `1` wagon load, `3` in containers. */
  readonly mode: '1' | '3';
  readonly service: string;
  readonly goods: readonly PlannedGoods[];
  readonly containers: readonly PlannedContainer[];
  readonly wagonNumber: string;
  /** Seconds from midnight of the day. */
  readonly orderedAt: number;
  readonly loadingInDays: number;
}

export interface PlannedGoods extends Goods {
  readonly pieces: number;
  readonly grossWeightKg: number;
}

export interface PlannedContainer {
  readonly number: string;
  readonly type: ContainerType;
  readonly seal: string;
}

/** ISO size and type, and what the systems call it. */
export interface ContainerType {
  readonly iso: string;
  /** The older numeric form. */
  readonly numeric: string;
  readonly names: { readonly 'sys-1': string; readonly 'sys-2': string; readonly 'sys-4': string };
}

const containerTypes: readonly ContainerType[] = [
  { iso: '22G1', numeric: '2210', names: { 'sys-1': '20', 'sys-2': 'T20', 'sys-4': '20尺箱' } },
  { iso: '42G1', numeric: '4210', names: { 'sys-1': '40', 'sys-2': 'T40', 'sys-4': '40尺箱' } },
  { iso: '22U1', numeric: '2250', names: { 'sys-1': '35', 'sys-2': 'K35', 'sys-4': '35吨敞顶箱' } },
];

const containerOwners = ['TBJU', 'TBGU', 'CRXU', 'CSQU', 'TBPU'];

/** Plans `count` orders of one system; each of its customers orders before any orders again. */
export function planOrders(
  system: 'sys-1' | 'sys-4',
  count: number,
  world: { book: CustomerBook; network: ReferenceData; calendar: Calendar },
  random: Random,
): PlannedOrder[] {
  const customers = random.fork('customers').shuffle(world.book.views[system].map((view) => view.customer));
  return Array.from({ length: count }, (_, index) => {
    const draw = random.fork(index);
    const inContainers = draw.chance(0.45);
    const places = inContainers || draw.chance(0.7) ? world.network.hubs : world.network.stations;
    const origin = draw.pick(places);
    const customer = customers[index % customers.length]!;
    const goods = planGoods(inContainers, draw);
    return {
      ...numbersOf(system, index, world.calendar),
      system,
      customer,
      consignee: draw.pick(customers.filter((other) => other !== customer)),
      origin,
      destination: draw.pick(places.filter((station) => station !== origin)),
      mode: inContainers ? '3' : '1',
      service: String(draw.integer(1, 4)),
      goods,
      containers: inContainers ? planContainers(system, index, draw) : [],
      wagonNumber: `${inContainers ? '5' : '1'}${draw.digits(6)}`,
      orderedAt: 5 * 3600 + Math.floor((index * 12 * 3600) / count) + draw.integer(0, 30),
      loadingInDays: draw.integer(1, 5),
    };
  });
}

function numbersOf(
  system: 'sys-1' | 'sys-4',
  index: number,
  calendar: Calendar,
): { number: string; demandNumber: string; waybillNumber: string } {
  const [prefix, letters] = system === 'sys-1' ? ['DD', 'TY'] : ['EC', 'DS'];
  const sequence = String(index + 1).padStart(5, '0');
  const { compact } = calendar;
  const demandNumber = `${compact.slice(0, 6)}${letters}${compact.slice(6)}${sequence.slice(1)}`;
  return { number: `${prefix}${compact}${sequence}`, demandNumber, waybillNumber: `${demandNumber}0001` };
}

function planGoods(inContainers: boolean, draw: Random): PlannedGoods[] {
  const count = draw.chance(0.8) ? 1 : draw.integer(2, 4);
  const totalKg = inContainers ? draw.integer(8_000, 26_000) : draw.integer(30_000, 60_000);
  return Array.from({ length: count }, () => {
    const goods = draw.pick(goodsList);
    const pieces = Math.max(1, Math.floor(totalKg / count / goods.kgPerPiece));
    return { ...goods, pieces, grossWeightKg: pieces * goods.kgPerPiece + draw.integer(1, 9) };
  });
}

/** Container numbers do not repeat within a day: the serial number counts. */
function planContainers(system: 'sys-1' | 'sys-4', index: number, draw: Random): PlannedContainer[] {
  const count = draw.chance(0.6) ? 1 : draw.integer(2, 3);
  const type = draw.pick(containerTypes);
  return Array.from({ length: count }, (_, place) => {
    const serial = (system === 'sys-1' ? 100_000 : 500_000) + index * 5 + place;
    const first10 = draw.pick(containerOwners) + String(serial);
    return { number: first10 + containerCheck(first10), type, seal: `CN${draw.digits(7)}` };
  });
}

export function totalWeightKg(order: PlannedOrder): number {
  return order.goods.reduce((sum, goods) => sum + goods.grossWeightKg, 0);
}

/** Kilograms as tonnes with three digits after the point, without binary rounding. */
export function tonnes(kilograms: number): string {
  return `${Math.floor(kilograms / 1000)}.${String(kilograms % 1000).padStart(3, '0')}`;
}
