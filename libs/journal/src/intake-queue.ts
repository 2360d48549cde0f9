import { isDatabaseAway } from './database-away.js';
import { databasePatienceMs, DatabaseSilent } from './database-silence.js';
import type { IntakeJournal, WholeArrival } from './intake-journal.js';
import { IntakeFull, type IntakeLine, type PlaceInLine } from './intake-line.js';
import type { IntakeAnswer } from './sql/idempotency.js';

interface Waiting {
  readonly sinceMs: number;
  readonly arrival: WholeArrival;
  readonly place: PlaceInLine | undefined;
  readonly resolve: (answer: IntakeAnswer) => void;
  readonly reject: (error: unknown) => void;
}

interface IntakeLimits {
  /** Requests that are committed together at most. */
  readonly groupSize: number;
  /** Bytes that are committed together; a larger message is a group of its own. */
  readonly groupBytes: number;
  /** Bytes that may wait for their commit before the intake is full. */
  readonly waitingBytes: number;
  /** Nobody waits for a commit much longer. */
  readonly patienceMs: number;
}

/** Told of each group that was committed; milliseconds. `waitMs`: how long the first of the group waited for its turn. */
export type ObserveGroup = (group: { messages: number; waitMs: number; commitMs: number }) => void;

const defaults: IntakeLimits = {
  groupSize: 200,
  groupBytes: 4 * 1024 * 1024,
  waitingBytes: 64 * 1024 * 1024,
  patienceMs: databasePatienceMs,
};

/**
 * Makes one commit of the requests that come at the same time. While a group commits, the next one gathers: the busier
 * the hub, the larger the groups, and a lone request never waits for company.
 */
export class IntakeQueue {
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private isCommitting = false;

  constructor(
    private readonly journal: Pick<IntakeJournal, 'accept'>,
    private readonly limits: IntakeLimits = defaults,
    private readonly observe: ObserveGroup = () => undefined,
  ) {}

  /** Bytes that wait for their commit. */
  get bytes(): number {
    return this.waitingBytes;
  }

  /**
   * Resolves when the arrival is durable.
   * @param line what it must not be taken before
   * @throws IntakeFull, DatabaseSilent, WaitsBehind, or what the database threw
   */
  submit(arrival: WholeArrival, line?: IntakeLine): Promise<IntakeAnswer> {
    return new Promise((resolve, reject) => {
      const place = line?.join(arrival);
      const one: Waiting = { arrival, place, resolve, reject, sinceMs: performance.now() };
      if (this.waitingBytes + arrival.bytes.byteLength > this.limits.waitingBytes)
        return refuse(one, new IntakeFull());
      this.waitingBytes += arrival.bytes.byteLength;
      this.waiting.push(one);
      if (!this.isCommitting) void this.commitAll();
    });
  }

  /** Never rejects: each waiting request gets its own answer or error. */
  private async commitAll(): Promise<void> {
    this.isCommitting = true;
    while (this.waiting.length > 0) await this.commit(this.nextGroup());
    this.isCommitting = false;
  }

  private nextGroup(): Waiting[] {
    const { groupSize, groupBytes } = this.limits;
    let size = 0;
    let bytes = 0;
    for (const { arrival } of this.waiting) {
      bytes += arrival.bytes.byteLength;
      if (size === groupSize || (size > 0 && bytes > groupBytes)) break;
      size += 1;
    }
    return this.waiting.splice(0, size);
  }

  private async commit(asked: readonly Waiting[]): Promise<void> {
    const group = asked.filter((one) => !this.isHeldBack(one));
    if (group.length === 0) return;
    const startMs = performance.now();
    // again and again: getting a connection to a silent database may take longer
    const impatience = setInterval(() => this.turnAway(group), this.limits.patienceMs);
    try {
      const answers = await this.journal.accept(group.map(({ arrival }) => arrival));
      const commitMs = performance.now() - startMs;
      this.observe({ messages: group.length, waitMs: startMs - group[0]!.sinceMs, commitMs });
      this.leave(group);
      for (const [index, { resolve }] of group.entries()) resolve(answers[index]!);
    } catch (error) {
      clearInterval(impatience);
      // one that the database will not have must not turn away those that came with it
      if (group.length > 1 && !isDatabaseAway(error)) {
        for (const one of group) await this.commit([one]);
        return;
      }
      this.leave(group);
      for (const one of group) refuse(one, error);
    } finally {
      clearInterval(impatience);
    }
  }

  private isHeldBack(one: Waiting): boolean {
    const obstacle = one.place?.obstacle();
    if (obstacle === undefined) return false;
    this.leave([one]);
    one.reject(obstacle);
    return true;
  }

  /** Nobody learns what became of the group; those behind it have not been tried. Who has an answer already keeps it. */
  private turnAway(group: readonly Waiting[]): void {
    const behind = this.waiting.splice(0);
    this.leave(behind);
    for (const one of [...group, ...behind]) refuse(one, new DatabaseSilent(this.limits.patienceMs));
  }

  private leave(group: readonly Waiting[]): void {
    for (const { arrival } of group) this.waitingBytes -= arrival.bytes.byteLength;
  }
}

function refuse({ place, reject }: Waiting, error: unknown): void {
  place?.notTaken(error);
  reject(error);
}
