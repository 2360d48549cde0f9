import type { IncomingHttpHeaders } from 'node:http';
import type { Forbidden } from './checked-target.js';

/** What came of a guarded request. Whatever the other side does is one of these; nothing of it is thrown. */
export type GuardedAnswer =
  /** An HTTP answer, redirects included: they are never followed. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      /** As it came, not decompressed. */
      readonly body: Buffer;
      /** Only the beginning of the body: there was more than `limits.answerBytes`, or it did not come to its end. */
      readonly truncated: boolean;
      readonly latencyMs: number;
    }
  /** The policy of the installation does not let a connection go there. Nothing was sent. */
  | { readonly kind: 'forbidden'; readonly reason: Forbidden; readonly detail: string }
  /** No connection: no such name, refused, a certificate that does not hold, too slow. Nothing was sent. */
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** Connected, and no answer in time. It may have arrived. */
  | { readonly kind: 'timeout'; readonly detail: string }
  /** The connection ended without an answer, or what came is not HTTP. It may have arrived. */
  | { readonly kind: 'broken'; readonly detail: string };

/** What one request may cost us. */
export interface RequestLimits {
  /** Name lookup, connection and TLS together. */
  readonly connectMs: number;
  /** From the beginning to the last byte of the answer. */
  readonly totalMs: number;
  readonly answerBytes: number;
}

/** Fit for an endpoint that takes a message and says yes or no. */
export const usualLimits: RequestLimits = { connectMs: 5_000, totalMs: 30_000, answerBytes: 64 * 1_024 };
