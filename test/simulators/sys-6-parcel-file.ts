import iconv from 'iconv-lite';
import { spoilLastCharacter } from './check-characters.js';
import type { DayPlan } from './day-plan.js';
import type { FaultKind } from './fault-kinds.js';
import { planLineFaults, type PlannedLineFault } from './sys-6-line-faults.js';
import { parcelOf, type Parcel } from './sys-6-parcels.js';

/** The columns of the parcel file, in their order. */
export const parcelColumns =
  '运单号 操作 受理时间 发站代码 发站 到站代码 到站 客户编号 发货人 发货人信用代码 发货人电话 发货人地址 收货人 收货人电话 收货人地址 品名 品类 包装 件数 重量千克 体积立方米 保价金额 运费 付款方式 服务方式 备注'.split(
    ' ',
  );

type Row = Record<string, string>;

const lineFaults: readonly FaultKind[] = [
  'unknown-depot',
  'unknown-category',
  'wrong-credit-code',
  'missing-field',
  'impossible-date',
  'not-a-number',
  'wrong-column-count',
  'exact-duplicate',
  'reference-conflict',
];
const linesPerChunk = 250;
const validCreditCode = '91350100M000100Y43';

/** The parcels of the day as a CSV file that is written while it is read: nothing of it is kept. */
export class ParcelFile {
  readonly faults: ReadonlyMap<number, PlannedLineFault>;

  constructor(
    private readonly plan: DayPlan,
    readonly lines: number,
  ) {
    this.faults = planLineFaults(lines, lineFaults, plan.random('sys-6').fork('parcel-faults'));
  }

  /** @param charset GB18030 unless something is wrong on purpose */
  *chunks(charset: string = 'gb18030', lines: number = this.lines): Iterable<Uint8Array> {
    let text = `${parcelColumns.join(',')}\r\n`;
    for (let index = 0; index < lines; index += 1) {
      text += `${this.line(index)}\r\n`;
      if (index % linesPerChunk === linesPerChunk - 1 || index === lines - 1) {
        yield iconv.encode(text, charset);
        text = '';
      }
    }
  }

  /** Whether the n-th line brings a new parcel without any fault. */
  isPlain(index: number): boolean {
    return !this.faults.has(index) && this.laterOperation(index) === undefined;
  }

  private line(index: number): string {
    const fault = this.faults.get(index);
    const row = this.row(
      fault?.fault === 'exact-duplicate' || fault?.fault === 'reference-conflict' ? fault.earlier : index,
    );
    const cells = parcelColumns.map((name) =>
      quoted((fault === undefined ? row : spoiled(row, fault.fault))[name] ?? ''),
    );
    return (fault?.fault === 'wrong-column-count' ? cells.slice(0, -4) : cells).join(',');
  }

  private row(index: number): Row {
    const operation = this.laterOperation(index);
    if (operation === undefined) return this.rowOf(parcelOf(this.plan, index), '新增', index);
    const remark = operation === '取消' ? '客户取消' : '更改收货要求';
    return this.rowOf({ ...parcelOf(this.plan, index - 1), remark }, operation, index);
  }

  /** Now and then a line changes or cancels the parcel of the line before it. */
  private laterOperation(index: number): string | undefined {
    const operation = index % 33 === 17 ? '更改' : index % 97 === 50 ? '取消' : undefined;
    const isAlone = index % 33 !== 18 && ![index - 1, index, index + 1].some((near) => this.faults.has(near));
    return isAlone ? operation : undefined;
  }

  private rowOf(parcel: Parcel, operation: string, index: number): Row {
    const { plan } = this;
    const acceptedAt = parcelTime(plan, index);
    const values = [
      ...[parcel.number, operation, plan.calendar.local(acceptedAt)],
      ...[plan.network.depotCode('sys-6', parcel.origin), parcel.origin.name],
      ...[plan.network.depotCode('sys-6', parcel.destination), parcel.destination.name],
      ...[parcel.customer.localId, parcel.customer.name, parcel.customer.creditCode ?? ''],
      ...[parcel.customer.phone, parcel.customer.address],
      ...[parcel.recipient.name, parcel.recipient.phone, parcel.recipient.address],
      ...[
        parcel.goods,
        parcel.category,
        parcel.packaging,
        String(parcel.pieces),
        parcel.weightKg,
        parcel.volume,
      ],
      ...[parcel.insuredValue, parcel.freight, parcel.payment, parcel.service, parcel.remark],
    ];
    return Object.fromEntries(parcelColumns.map((name, place) => [name, values[place]!]));
  }
}

/** When the n-th line was written, in seconds from midnight. */
export function parcelTime(plan: DayPlan, index: number): number {
  return 6 * 3600 + Math.floor((index * 12 * 3600) / plan.counts.parcelLines);
}

function spoiled(row: Row, fault: FaultKind): Row {
  switch (fault) {
    case 'unknown-depot':
      return { ...row, 到站代码: 'L99999' };
    case 'unknown-category':
      return { ...row, 品类: '77' };
    case 'wrong-credit-code': {
      const code = row['发货人信用代码'] === '' ? validCreditCode : row['发货人信用代码']!;
      return { ...row, 发货人信用代码: spoilLastCharacter(code, '0123456789ABCDEFGHJKLMNPQRTUWXY') };
    }
    case 'missing-field':
      return { ...row, 收货人: '' };
    case 'impossible-date':
      return { ...row, 受理时间: `${row['受理时间']!.slice(0, 4)}-02-30${row['受理时间']!.slice(10)}` };
    case 'not-a-number':
      return { ...row, 件数: '三' };
    case 'reference-conflict':
      return { ...row, 品名: '其他货物', 运费: '1.00' };
    default:
      return row;
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
