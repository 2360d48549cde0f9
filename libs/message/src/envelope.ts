import type { TraceContext } from './trace-context.js';

/** What is known of a message before anyone has looked inside. Times are ISO 8601 in UTC. */
export interface Envelope extends TraceContext {
  /** UUIDv7: sorts by time of receipt, and its time says in which journal partition the message lies. */
  readonly id: string;
  /** The partner as authenticated by its channel; undefined when nobody could be recognised. */
  readonly sender?: string;
  readonly channel: ChannelName;
  readonly receivedAt: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** What the sender said of the bytes; a claim, checked later. */
  readonly contentType?: string;
  readonly fileName?: string;
  /** The sender's own id of this transmission: repeating it repeats the first answer. */
  readonly idempotencyKey?: string;
  /** Where an acknowledgement is awaited. */
  readonly replyTo?: string;
}

/** `inbox` and `sftp-drop`: the partner fetches and confirms; `split`: a record of a batch or a message of an interchange. */
export type ChannelName =
  | 'rest'
  | 'amqp'
  | 'file'
  | 'as2'
  | 'sftp'
  | 'sftp-drop'
  | 'webhook'
  | 'inbox'
  | 'soap'
  | 'split';
