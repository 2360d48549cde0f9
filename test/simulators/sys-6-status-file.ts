import iconv from 'iconv-lite';
import type { DayPlan } from './day-plan.js';
import type { FaultKind } from './fault-kinds.js';
import { planLineFaults, type PlannedLineFault } from './sys-6-line-faults.js';
import { parcelTime, type ParcelFile } from './sys-6-parcel-file.js';
import { parcelOf } from './sys-6-parcels.js';

const lineFaults: readonly FaultKind[] = [
  'unknown-depot',
  'unknown-status',
  'impossible-date',
  'not-a-number',
  'wrong-column-count',
  'exact-duplicate',
  'reference-conflict',
];

/** 揽收 发运 到达 派送 签收 */
const course = ['01', '02', '03', '04', '05'];
const lineBytes = 147;
const linesPerChunk = 250;
/** Only so many parcels lie between two that report a status. */
const stride = 13;

interface StatusLine {
  readonly bytes: Uint8Array;
  readonly weightInCents: number;
}

/** Statuses of the parcels of a file, in lines of fixed width with header and trailer; written while it is read. */
export class StatusFile {
  readonly faults: ReadonlyMap<number, PlannedLineFault>;

  constructor(
    private readonly plan: DayPlan,
    private readonly parcels: ParcelFile,
    readonly lines: number,
  ) {
    this.faults = planLineFaults(lines, lineFaults, plan.random('sys-6').fork('status-faults'));
  }

  *chunks(): Iterable<Uint8Array> {
    const { compact } = this.plan.calendar;
    yield line('H', [`ZT${compact}000001`, 16], ['LSKY', 8], [`${compact}233000`, 14], ['', 108]);
    let weightInCents = 0;
    let pending: Uint8Array[] = [];
    for (let index = 0; index < this.lines; index += 1) {
      const status = this.line(index);
      weightInCents += status.weightInCents;
      pending.push(status.bytes);
      if (pending.length === linesPerChunk || index === this.lines - 1) {
        yield Buffer.concat(pending);
        pending = [];
      }
    }
    yield line('T', [number(this.lines, 8), 8], [amount(weightInCents, 15), 15], ['', 123]);
  }

  private line(index: number): StatusLine {
    const fault = this.faults.get(index);
    const repeats = fault?.fault === 'exact-duplicate' || fault?.fault === 'reference-conflict';
    return this.statusLine(repeats ? fault.earlier : index, fault?.fault);
  }

  private statusLine(index: number, fault: FaultKind | undefined): StatusLine {
    const { plan } = this;
    const place = this.parcelIndex(Math.floor(index / 2));
    const parcel = parcelOf(plan, place);
    const step = (Math.floor(index / 2) % 4) + (index % 2);
    const station = step < 2 ? parcel.origin : parcel.destination;
    const time = plan.calendar.local(parcelTime(plan, place) + step * 4000);
    const weightInCents = Number(parcel.weightKg.replace('.', ''));
    const bytes = line(
      'D',
      [parcel.number, 15],
      [fault === 'unknown-status' ? '77' : course[step]!, 2],
      [fault === 'impossible-date' ? `${time.slice(0, 4)}-02-30${time.slice(10)}` : time, 19],
      [fault === 'unknown-depot' ? 'L99999' : plan.network.depotCode('sys-6', station), 6],
      [station.name, 20],
      [step === 1 ? `3${parcel.number.slice(-6)}` : '', 7],
      [fault === 'not-a-number' ? '三' : number(parcel.pieces, 6), 6],
      [amount(weightInCents, 11), 11],
      [step === 4 ? parcel.recipient.name : '', 20],
      [fault === 'reference-conflict' ? '更正' : '', 40],
    );
    return { bytes: fault === 'wrong-column-count' ? shortened(bytes) : bytes, weightInCents };
  }

  /** Parcels that came without a fault, some way apart. */
  private parcelIndex(order: number): number {
    let index = (order * stride) % this.parcels.lines;
    while (!this.parcels.isPlain(index)) index += 1;
    return index;
  }
}

/** A line of a record type and columns of text and width in bytes, text to the left. */
function line(
  recordType: string,
  ...columns: readonly (readonly [text: string, bytes: number])[]
): Uint8Array {
  const pieces: Uint8Array[] = [Buffer.from(recordType)];
  for (const [text, width] of columns) {
    const bytes = iconv.encode(text, 'gb18030');
    if (bytes.length > width) throw new Error(`"${text}" is wider than ${width} bytes`);
    pieces.push(bytes, Buffer.alloc(width - bytes.length, ' '));
  }
  const whole = Buffer.concat([...pieces, Buffer.from('\r\n')]);
  if (whole.length !== lineBytes + 2) throw new Error(`a line of ${whole.length} bytes`);
  return whole;
}

function shortened(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, 80), Buffer.from('\r\n')]);
}

function number(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Hundredths as a number with two digits after the point. */
function amount(cents: number, width: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`.padStart(width, '0');
}
