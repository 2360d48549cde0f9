import type { IncomingAcknowledgement } from '#libs/acknowledgements';
import type { Document, Envelope, FormatName, Issue, IssueCode, PlainValue } from '#libs/message';
import type { Agreement, Destination } from '#libs/routing';
import type { PreparedInterchange } from './outbound/encode-prepared.js';

/** A message as the journal hands it to the journey. */
export interface ReceivedMessage {
  readonly envelope: Envelope;
  /** The whole message, or its first bytes when it is too large for one piece. */
  readonly head: Uint8Array;
  readonly isWhole: boolean;
  /** All bytes in order, read piece by piece. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
  /** What is told of a record of a batch besides its bytes. */
  readonly part?: BatchPart;
  /** A batch that was begun before: this many records have been committed. */
  readonly recordsDone: number;
  /** Number of the configuration that it travels by; as it comes from the journal, that of the records that are done. */
  readonly configuration?: number;
}

/** A record of a batch, or a message of an interchange. */
export interface BatchPart {
  readonly sequence: number;
  /** What the codec needs to read it alone. */
  readonly context: object;
  /** That of the file; a message of an interchange has its own, found when it is identified. */
  readonly agreement?: string;
  /** While its file is read; a record that was released from quarantine falls under the version in use. */
  readonly agreementVersion?: number;
  readonly format?: FormatName;
}

/** Whether the message is ours and right. Duplicates are told apart only when the journal settles the references. */
export type Verdict = 'accepted' | 'refused' | 'quarantined';
export type SettledVerdict = Verdict | 'duplicate';

export interface BusinessKey {
  readonly type: string;
  readonly value: string;
}

/** One canonical message made from a received one. `json` is exactly what is published. */
export interface CanonicalMessage {
  readonly ordinal: number;
  readonly type: string;
  readonly version: number;
  readonly document: Document;
  readonly value: PlainValue;
  readonly json: Uint8Array;
  readonly mapping: string;
  readonly mappingVersion: string;
}

/** A canonical message in a destination's own format, or the faults that kept it from becoming so. */
export interface OutgoingMessage {
  readonly destination: Destination;
  readonly canonicalOrdinal: number;
  readonly mapping: string;
  readonly mappingVersion: string;
  readonly bytes?: Uint8Array;
  /** What keeps its order with it at a destination that keeps it by key; everything to the destination when absent. */
  readonly orderKey?: string;
  /** That the partner is to acknowledge it, as a document that has this reference; interchanges have their own. */
  readonly receipt?: { readonly reference: string; readonly withinMs: number };
  /** In place of bytes, until it has its control numbers. */
  readonly interchange?: PreparedInterchange;
  readonly issues: readonly Issue[];
}

/** All that the stages found out about one message. Nothing of it is durable yet. */
export interface Outcome {
  readonly message: ReceivedMessage;
  readonly verdict: Verdict;
  /** The code that decided, when the verdict is not `accepted`. */
  readonly reason?: IssueCode;
  readonly issues: readonly Issue[];
  readonly agreement?: Agreement;
  readonly format?: FormatName;
  readonly charset?: string;
  readonly reference?: string;
  readonly canonicals: readonly CanonicalMessage[];
  readonly keys: readonly BusinessKey[];
  readonly outgoing: readonly OutgoingMessage[];
  /** What the message tells of interchanges that we sent. */
  readonly incoming?: readonly IncomingAcknowledgement[];
  /** Of a test, by its interchange or its agreement: it is judged like any other, and has no effect. */
  readonly isTest?: boolean;
}

/** An outcome after the journal has looked at the reference: final, and true once the transaction commits. */
export interface SettledOutcome extends Omit<Outcome, 'verdict'> {
  readonly verdict: SettledVerdict;
  /** The message that holds the reference, when this one is a duplicate of it or in conflict with it. */
  readonly relatedId?: string;
}
