import type { ChannelName, TraceContext } from '#libs/message';
import type { OutboundPolicy } from './http/outbound-policy.js';

/** One delivery on its way over a channel: final in every byte, and the same at every attempt. */
export interface OutboundMessage {
  /** UUIDv7; what the partner sees as the id of the message, so that it knows a repetition again. */
  readonly deliveryId: string;
  /** From 1. */
  readonly attempt: number;
  readonly kind: 'message' | 'acknowledgement';
  readonly partner: string;
  readonly destination: string;
  /** What it is in the partner's terms, e.g. `canonical/transport-status/1` or `edifact/d00b/IFTSTA`. */
  readonly messageType: string;
  readonly contentType: string;
  /** A name without folders that is safe on every file system. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** When the delivery was committed; ISO 8601 in UTC. */
  readonly createdAt: string;
  /** It tries an agreement out, and is not to have any effect at the partner's. */
  readonly isTest?: boolean;
  readonly trace?: TraceContext;
}

/** What passed between us and the partner in one attempt, without secrets; kept with the attempt. */
export interface Exchange {
  /** E.g. `POST https://partner.example/in` or `put in/20260315-ORD1.edi`. */
  readonly request: string;
  /** E.g. `202 Accepted` with the beginning of the body. */
  readonly answer?: string;
}

/**
 * How one attempt ended (REL-5). Only `accepted` ends a delivery well and only `refused` ends it badly; everything else is
 * tried again until the agreed time is over. `uncertain` ones may have arrived: the repetition carries the same id.
 */
export type SendOutcome = Exchange &
  (
    | {
        readonly kind: 'accepted';
        /** The partner's own reference or signed receipt, when it gave one. */
        readonly receipt?: Uint8Array;
        /** An answer comes later by itself (AS2 asynchronous MDN): the delivery waits for it this long. */
        readonly receiptWithinMs?: number;
      }
    /** A final refusal: the same bytes will never be taken. */
    | { readonly kind: 'refused'; readonly detail: string }
    /** The partner answered what cannot be right: an MDN that does not verify, a page of HTML. */
    | { readonly kind: 'invalid-answer'; readonly detail: string; readonly retryAfterMs?: number }
    /** Sent, and no answer in time. */
    | { readonly kind: 'timeout'; readonly detail: string }
    /** Not sent: no connection, or the partner says that it cannot now. */
    | { readonly kind: 'unreachable'; readonly detail: string; readonly retryAfterMs?: number }
    /** The partner wants nothing more over this channel (410 of a webhook): the destination is to be switched off. */
    | { readonly kind: 'gone'; readonly detail: string }
  );

/** What a channel gets from the house around it. */
export interface ChannelContext {
  /** Active values of a secret of the partner, the newest first: two during a rotation. */
  secrets(name: string): Promise<readonly Buffer[]>;
  /** Aborted when the attempt has used up its time, or the process is to stop. */
  readonly signal: AbortSignal;
  /** Where the installation lets connections go; public addresses by https only, when not given. */
  readonly outbound?: OutboundPolicy;
}

/** A way for bytes to travel to a partner. A declaration: settings are checked against its schema before it is used. */
export interface ChannelDeclaration<S extends object = object> {
  readonly name: ChannelName;
  readonly summary: { readonly zh: string; readonly en: string };
  /** JSON Schema 2020-12 of `settings`. A property that names a secret has `"secret": true`. */
  readonly settingsSchema: object;
  /** Settings that are valid, for documentation and tests. */
  readonly examples: readonly S[];
}

/** A channel over which we send; from an inbox the partner fetches. */
export interface Channel<S extends object = object> extends ChannelDeclaration<S> {
  /** One attempt. Never throws for what the partner or the network did; that is in the outcome. */
  send(message: OutboundMessage, settings: S, context: ChannelContext): Promise<SendOutcome>;
}
