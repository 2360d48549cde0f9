import { FixedOffsetZone, IANAZone, type Zone } from 'luxon';

/** A time zone whose offsets are remembered by the quarter of an hour: asking the system each time is slow. */
export class TimeZone {
  private static readonly known = new Map<string, TimeZone>();
  private readonly offsets = new Map<number, number>();

  private constructor(private readonly zone: Zone) {}

  /** `Asia/Shanghai`, `UTC`, `+08:00`; undefined when there is no such zone. */
  static find(name: string): TimeZone | undefined {
    const known = TimeZone.known.get(name);
    if (known !== undefined) return known;
    const zone = readZone(name);
    if (zone === undefined) return undefined;
    const found = new TimeZone(zone);
    if (TimeZone.known.size < 1_000) TimeZone.known.set(name, found);
    return found;
  }

  /** Minutes east of UTC at an instant. */
  offsetAt(instant: number): number {
    const quarter = Math.floor(instant / 900_000);
    const remembered = this.offsets.get(quarter);
    if (remembered !== undefined) return remembered;
    const offset = Math.round(this.zone.offset(instant));
    if (this.offsets.size > 50_000) this.offsets.clear();
    this.offsets.set(quarter, offset);
    return offset;
  }

  /**
   * The offset that a local time (in milliseconds as if it were UTC) has: the earlier instant where a clock was put
   * back, undefined where it was put forward and such a time never was.
   */
  offsetOfLocal(local: number): number | undefined {
    const day = 86_400_000;
    const before = this.offsetAt(local - day);
    const after = this.offsetAt(local + day);
    if (this.offsetAt(local - before * 60_000) === before) return before;
    return this.offsetAt(local - after * 60_000) === after ? after : undefined;
  }
}

function readZone(name: string): Zone | undefined {
  if (name === 'UTC' || name === 'Z') return FixedOffsetZone.utcInstance;
  const fixed = /^([+-])(\d{2}):?(\d{2})$/.exec(name);
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
    return minutes <= 14 * 60 ? FixedOffsetZone.instance(fixed[1] === '-' ? -minutes : minutes) : undefined;
  }
  return IANAZone.isValidZone(name) ? IANAZone.create(name) : undefined;
}
