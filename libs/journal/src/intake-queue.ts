import type { IntakeJournal, WholeArrival } from './intake-journal.js';
import type { IntakeAnswer } from './sql/idempotency.js';

/** The queue is full: the sender should come back later, nothing was taken. */
export class IntakeFull extends Error {
  constructor() {
    super('the intake is full');
    this.name = 'IntakeFull';
  }
}

interface Waiting {
  readonly arrival: WholeArrival;
  readonly resolve: (answer: IntakeAnswer) => void;
  readonly reject: (error: unknown) => void;
}

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
    private readonly limits = { groupSize: 200, waitingBytes: 64 * 1024 * 1024 },
  ) {}

  /** Resolves when the arrival is durable. @throws IntakeFull, or what the database threw */
  submit(arrival: WholeArrival): Promise<IntakeAnswer> {
    if (this.waitingBytes + arrival.bytes.byteLength > this.limits.waitingBytes)
      return Promise.reject(new IntakeFull());
    this.waitingBytes += arrival.bytes.byteLength;
    return new Promise((resolve, reject) => {
      this.waiting.push({ arrival, resolve, reject });
      if (!this.isCommitting) void this.commitAll();
    });
  }

  /** Never rejects: each waiting request gets its own answer or error. */
  private async commitAll(): Promise<void> {
    this.isCommitting = true;
    while (this.waiting.length > 0) await this.commit(this.waiting.splice(0, this.limits.groupSize));
    this.isCommitting = false;
  }

  private async commit(group: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.journal.accept(group.map(({ arrival }) => arrival));
      for (const [index, { resolve }] of group.entries()) resolve(answers[index]!);
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      for (const { arrival } of group) this.waitingBytes -= arrival.bytes.byteLength;
    }
  }
}
