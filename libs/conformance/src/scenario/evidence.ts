import type { PlainValue } from '#libs/message';
import type { FileState } from './scenario.js';

/** A message that may be what a step asks for: one that the partner sent, or one that it got. */
export interface Evidence {
  /** Of the message or the delivery; the file name offline. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly state: FileState;
  readonly sha256: string;
  readonly references: readonly string[];
  readonly issues: readonly { readonly code: string; readonly path?: string }[];
  readonly answers: readonly { readonly bytes: Uint8Array; readonly afterMs?: number }[];
  readonly canonicals: readonly { readonly type: string; readonly value: PlainValue }[];
  /** Of a delivery that was confirmed: how long after it was there. */
  readonly confirmedAfterMs?: number;
}
