import type { CustomerView } from './customer-views.js';
import type { DayPlan } from './day-plan.js';
import { personName } from './names.js';
import { cities, roads, streetAddress } from './places.js';
import type { Station } from './reference-data.js';
import type { Random } from './random.js';

/** A parcel; the n-th depends on the plan and n only, so that no list of them is ever kept. */
export interface Parcel {
  readonly number: string;
  readonly customer: CustomerView;
  readonly origin: Station;
  readonly destination: Station;
  readonly acceptedAt: number;
  readonly recipient: { readonly name: string; readonly phone: string; readonly address: string };
  readonly goods: string;
  readonly category: string;
  readonly packaging: string;
  readonly pieces: number;
  /** Two digits after the point. */
  readonly weightKg: string;
  readonly volume: string;
  readonly insuredValue: string;
  readonly freight: string;
  readonly payment: string;
  readonly service: string;
  readonly remark: string;
}

const goods: readonly (readonly [name: string, category: string])[] = [
  ['图书', '24'],
  ['服装', '23'],
  ['绿茶', '22'],
  ['手机配件', '18'],
  ['轴承', '17'],
  ['中药材', '25'],
  ['家纺', '23'],
  ['五金工具', '16'],
  ['苹果干', '21'],
  ['办公用品', '99'],
];

/** @param index from 0 */
export function parcelOf(plan: DayPlan, index: number): Parcel {
  const draw = plan.random('sys-6').fork(`parcel/${index}`);
  const views = plan.book.views['sys-6'];
  const origin = draw.pick(plan.network.hubs);
  const [goodsName, category] = draw.pick(goods);
  const city = draw.pick(cities);
  return {
    number: `LS${plan.calendar.compact.slice(2)}${String(index + 1).padStart(7, '0')}`,
    customer: views[index % views.length]!,
    origin,
    destination: draw.pick(plan.network.hubs.filter((station) => station !== origin)),
    acceptedAt: 6 * 3600 + Math.floor((index * 12 * 3600) / plan.counts.parcelLines),
    recipient: {
      name: personName(draw),
      phone: `1${draw.pick(['37', '51', '59', '88'])}${draw.digits(8)}`,
      address: streetAddress(
        city,
        draw.pick(city.districts)[1],
        `${draw.pick(roads)}${draw.integer(1, 999)}号`,
      ),
    },
    goods: goodsName,
    category,
    packaging: draw.pick(['纸箱', '木箱', '编织袋', '托盘', '桶', '捆', '其他']),
    pieces: draw.integer(1, 20),
    weightKg: `${draw.integer(1, 900)}.${draw.digits(2)}`,
    volume: draw.chance(0.6) ? `${draw.integer(0, 4)}.${draw.digits(2)}1` : '',
    insuredValue: draw.chance(0.3) ? `${draw.integer(1, 50) * 100}.00` : '',
    freight: `${draw.integer(10, 900)}.${draw.digits(2)}`,
    payment: draw.pick(['现付', '到付', '月结']),
    service: draw.pick(['站到站', '门到站', '站到门', '门到门']),
    remark: remark(draw),
  };
}

/** Some with the characters that CSV has to quote. */
function remark(draw: Random): string {
  if (draw.chance(0.9)) return '';
  return draw.pick(['易碎', '易碎,轻放', '客户称"加急"', '到付款项\n请先联系收货人']);
}
