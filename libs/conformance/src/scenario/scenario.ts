import type { SettledVerdict } from '#libs/journey';
import type { FormatName } from '#libs/message';
import type { BilingualText } from '#libs/routing';

/** What a partner has to show before an agreement is live (`schemas/conformance/<id>.yaml`). */
export interface Scenario {
  readonly id: string;
  readonly title: BilingualText;
  /** `sender`: the partner sends; `receiver`: it gets what we send, and confirms it. */
  readonly role: 'sender' | 'receiver';
  readonly applies: ScenarioScope;
  readonly steps: readonly ScenarioStep[];
}

/** Which agreements it is for; every given fact must hold. */
export interface ScenarioScope {
  /** Only where no other scenario is for the agreement. */
  readonly otherwise?: boolean;
  readonly format?: FormatName;
  readonly root?: string;
  /** Type of an EDI message. */
  readonly message?: string;
  readonly schema?: string;
}

export interface ScenarioStep {
  readonly id: string;
  readonly title: BilingualText;
  /** What the partner is to do. */
  readonly do: BilingualText;
  /** Of a receiver: what we send it; a message that is right when absent. */
  readonly send?: SentSample;
  readonly expect: Expectation;
}

/** A test message: a canonical message in the form of the agreement, right or with one thing made wrong. */
export interface SentSample {
  /** A canonical message as JSON under `schemas/conformance`; when absent, one from the tests of the agreement's mapping. */
  readonly sample?: string;
  /** Every segment, element or property of this name is left out. */
  readonly without?: string;
  /** It breaks off in the middle. */
  readonly isCut?: boolean;
}

export interface Expectation {
  readonly state?: FileState;
  /** Each must be told, at this path when one is given; further ones may be. */
  readonly issues?: readonly { readonly code: string; readonly path?: string }[];
  /** Codes that must not occur. */
  readonly without?: readonly string[];
  readonly acknowledgement?: {
    /** Texts that stand in one of the answers together. */
    readonly contains?: readonly string[];
    /** The answers are byte for byte those of this step. */
    readonly sameAs?: string;
    /** ISO 8601 duration from receipt to the answer. */
    readonly within?: string;
  };
  readonly canonical?: readonly CanonicalCheck[];
  /** The message is byte for byte that of this step, or is not. */
  readonly sameBytesAs?: string;
  readonly otherBytesThan?: string;
  /** It has the sender's reference of this step, or another one. */
  readonly sameReferenceAs?: string;
  readonly otherReferenceThan?: string;
  /** Of a receiver: ISO 8601 duration from when it was there until it was confirmed. */
  readonly confirmedWithin?: string;
  /** Of a receiver: what it says of the content. */
  readonly acknowledged?: AcknowledgedCheck;
}

/** Looked at where the agreement demands an acknowledgement, or always when `within` is given. */
export interface AcknowledgedCheck {
  readonly verdict: 'accepted' | 'rejected';
  /** One of these has come: `CONTRL`, `APERAK`, `997`, `999`, `TA1`, `RECEIPT`. */
  readonly by?: readonly string[];
  /** ISO 8601 duration from the delivery; what was agreed when absent. */
  readonly within?: string;
}

export interface CanonicalCheck {
  readonly type: string;
  /** JSON pointer. */
  readonly at: string;
  /** Anything, when absent. */
  readonly value?: string | number | boolean;
}

/** Of a file with several messages what all of them are, or `mixed`. */
export type FileState = SettledVerdict | 'mixed';

/** Of what we sent: nobody took it in its time. */
export type SentState = FileState | 'expired';
