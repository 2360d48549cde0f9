import type { ChannelName } from '#libs/message';

/** Ways in which messages leave. `amqp` is the hub's own broker; every other one needs a connection of the partner. */
export type OutwardChannel = Exclude<ChannelName, 'split'>;

/** Channels that a connection may be of. Which of them this hub can send over, its channels know. */
export type ConnectedChannel = Exclude<OutwardChannel, 'amqp'>;

export const connectedChannels = [
  'rest',
  'webhook',
  'as2',
  'sftp',
  'sftp-drop',
  'file',
  'inbox',
  'soap',
] as const satisfies readonly ConnectedChannel[];

/** How we reach a partner over one channel (`connections` of its file). */
export interface Connection {
  readonly name: string;
  readonly channel: ConnectedChannel;
  /** As the channel's own schema wants them. Of a secret they have the name; its value is in the secret store. */
  readonly settings: object;
}

/** How long and how often we try to hand a message over; ISO 8601 durations. */
export interface RetryTerms {
  /** Counted from when the delivery was made: after it nothing is tried any more. */
  readonly maxAge: string;
  /** The wait after the first attempt; each further one is about twice as long. */
  readonly firstDelay: string;
  readonly maxDelay: string;
  /** What one attempt may take. */
  readonly attemptTimeout: string;
}

export const usualRetry: RetryTerms = {
  maxAge: 'P3D',
  firstDelay: 'PT5S',
  maxDelay: 'PT30M',
  attemptTimeout: 'PT30S',
};
