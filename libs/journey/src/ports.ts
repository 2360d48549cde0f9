import type { IncomingAcknowledgement } from '#libs/acknowledgements';
import type { ChannelName, PlainValue, TraceContext } from '#libs/message';
import type { InterchangeUnit, RecordedMessage } from './interchange/interchange-ports.js';
import type { DispatchUnit } from './outbound/dispatch.js';
import type { AcknowledgementResult } from './outbound/judge-acknowledgement.js';
import type { Outcome, ReceivedMessage, SettledOutcome } from './outcome.js';

/** What the journey needs of the message journal. Everything in one unit of work commits together or not at all. */
export interface Journal {
  /** Those of the messages that still wait for their journey, in the order of the ids given: clocks may differ, lanes have order. */
  load(ids: readonly string[]): Promise<ReceivedMessage[]>;
  /** The records of a batch with these sequences, both included, as far as they have been committed. */
  recorded(batchId: string, from: number, to: number): Promise<RecordedMessage[]>;
  inTransaction<Result>(work: (unit: UnitOfWork) => Promise<Result>): Promise<Result>;
}

export interface UnitOfWork extends InterchangeUnit, DispatchUnit {
  /** Locks the messages; those that another worker has finished meanwhile are not among the answer. */
  lockWaiting(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Moves the progress mark of a batch, and keeps with the first of its records which configuration it travels by.
   * @returns false when another worker has moved it already
   */
  advanceBatch(
    batch: Pick<ReceivedMessage, 'envelope' | 'configuration'>,
    recordsDone: number,
    toRecords: number,
  ): Promise<boolean>;
  /** Claims each accepted reference for its message, and turns the others into duplicates and conflicts. */
  settleReferences(outcomes: readonly Outcome[]): Promise<SettledOutcome[]>;
  /** Writes states, issues, canonical messages, keys and deliveries of messages, with their outbox entries. */
  record(outcomes: readonly SettledOutcome[]): Promise<void>;
  /** The same for records of a batch, which enter the journal together with their outcome. */
  recordParts(batchId: string, outcomes: readonly SettledOutcome[]): Promise<void>;
  /** The batch is read to its end, or as far as it could be read. */
  finishBatch(outcome: SettledOutcome): Promise<BatchCounts>;
  /** Puts acknowledgements on their way. */
  acknowledge(acknowledgements: readonly OutgoingAcknowledgement[]): Promise<void>;
  /**
   * Keeps acknowledgements of what we sent, as `readContrl` or `readX12Acknowledgements` gives them, and moves the
   * expectations that they answer.
   * @returns one entry for each CONTRL, APERAK, TA1, or group of a 997 or 999, in their order
   */
  settleAcknowledgements(
    incoming: readonly IncomingAcknowledgement[],
    facts: AcknowledgementFacts,
  ): Promise<SettledAcknowledgement[]>;
}

/** The message that acknowledgements came in. */
export interface AcknowledgementFacts {
  /** The journal's id of the message that has them in it. */
  readonly messageId: string;
  readonly partner: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** Of a test: it answers nothing but tests of ours. */
  readonly isTest?: boolean;
}

export interface SettledAcknowledgement {
  readonly form: IncomingAcknowledgement['form'];
  /** What it refers to, as it came: the interchange, the group of a 997 or 999, the message of an APERAK. */
  readonly reference: string;
  readonly verdict: IncomingAcknowledgement['verdict'];
  readonly result: AcknowledgementResult;
  /** The delivery that it answers, and the message which that was made of; absent for an orphan. */
  readonly deliveryId?: string;
  readonly ofMessageId?: string;
}

export interface BatchCounts {
  readonly accepted: number;
  readonly refused: number;
  readonly duplicate: number;
  readonly quarantined: number;
}

export interface OutgoingAcknowledgement {
  readonly messageId: string;
  readonly partner: string;
  readonly correlationId?: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Which interchange of the file it is about, from 1. */
  readonly interchange?: number;
  /** Of the message that is acknowledged. */
  readonly trace?: TraceContext;
  /** The channel of the connection that the partner wants acknowledgements by; its reply queue when absent. */
  readonly over?: ChannelName;
}

/** One canonical message that a source message was mapped to: what it says is applied to the customer store once. */
export interface CanonicalEffect {
  /** The journal's id (UUID) of the source message. */
  readonly messageId: string;
  /** Tells the canonical messages of one source message apart, from 0. */
  readonly ordinal: number;
  /** The partner that it came from, as `sys-1`. */
  readonly system: string;
  /** The canonical type, as `transport-order`. */
  readonly type: string;
  readonly version: number;
  /** The canonical JSON, validated against its schema. */
  readonly value: PlainValue;
  /** ISO 8601; stands in for a message that does not say as of when it speaks. */
  readonly receivedAt: string;
}

/** The consolidated customer store, written in the journal's own transaction: effects and dedupe commit together. */
export interface EffectStore {
  apply(unit: UnitOfWork, effects: readonly CanonicalEffect[]): Promise<void>;
}
