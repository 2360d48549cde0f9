import type { Content } from './content.js';
import type { FaultKind } from './fault-kinds.js';
import type { SystemId } from './transmission.js';

/** A message that a system is about to send, still as content, so that faults can be made in it. */
export interface SimulatedMessage {
  readonly kind: MessageKind;
  /** The sender's own message id, also inside the content: the control reference. */
  readonly reference: string;
  /** The business key. */
  readonly key: string;
  readonly channel: 'rest' | 'amqp';
  readonly content: Content;
  /** Correct, but sent in an unusual way. */
  readonly special?: FaultKind;
}

/** How one kind of message is written, and where in it things can go wrong. Paths as in `content.ts`. */
export interface MessageKind {
  readonly system: SystemId;
  readonly name: string;
  readonly contentType: string;
  /** Declared charset, and the one that a sender with the wrong setting really uses. */
  readonly charsets: { readonly right: string; readonly wrong: string };
  write(content: Content, actualCharset: string): Uint8Array;
  /** The control reference of the n-th message of this kind (from 1). */
  referenceOf(sequence: number): string;
  readonly paths: {
    readonly reference: string;
    readonly station?: string;
    readonly depot?: string;
    readonly creditCode?: string;
    readonly container?: string;
    readonly date: string;
    /** Required fields that may be forgotten. */
    readonly required: readonly string[];
    /** Text that may change without making the message wrong. */
    readonly changeable: string;
  };
}
