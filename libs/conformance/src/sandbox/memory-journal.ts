import type {
  BatchCounts,
  Journal,
  OutgoingAcknowledgement,
  ReceivedMessage,
  SentInterchange,
  SettledOutcome,
} from '#libs/journey';
import { MemoryUnit, type Held } from './memory-unit.js';

/** Everything that a journey would have written. */
export interface Written {
  /** Of the message itself; absent when it was not read to its end. */
  whole?: SettledOutcome;
  readonly parts: SettledOutcome[];
  readonly acknowledgements: OutgoingAcknowledgement[];
  readonly sent: SentInterchange[];
  counts?: BatchCounts;
  /** There are more records than are examined. */
  isCut: boolean;
}

/**
 * A journal that keeps nothing but what one partner has tried out in one go: messages make their whole journey on it, and
 * nothing of that reaches anybody. It remembers references and answers, so that what is sent again is known again.
 */
export class MemoryJournal implements Journal {
  private held: Held = { references: new Map(), interchanges: new Map(), answers: [], counters: new Map() };
  private waiting: ReceivedMessage | undefined;
  private written: Written = nothingWritten();

  constructor(private readonly mostRecords: number) {}

  /** Lets a message travel. @returns what would have been written */
  async during(message: ReceivedMessage, travel: () => Promise<void>): Promise<Written> {
    this.waiting = message;
    this.written = nothingWritten();
    await travel();
    return this.written;
  }

  async load(ids: readonly string[]): Promise<ReceivedMessage[]> {
    const { waiting } = this;
    return waiting !== undefined && ids.includes(waiting.envelope.id) ? [waiting] : [];
  }

  async recorded(): Promise<[]> {
    return [];
  }

  async inTransaction<Result>(work: (unit: MemoryUnit) => Promise<Result>): Promise<Result> {
    const unit = new MemoryUnit(copyOf(this.held), this.written, this.mostRecords);
    const result = await work(unit);
    // a transaction that throws leaves nothing behind
    this.held = unit.held;
    return result;
  }
}

function nothingWritten(): Written {
  return { parts: [], acknowledgements: [], sent: [], isCut: false };
}

function copyOf({ references, interchanges, answers, counters }: Held): Held {
  return {
    references: new Map(references),
    interchanges: new Map(interchanges),
    answers: [...answers],
    counters: new Map(counters),
  };
}
