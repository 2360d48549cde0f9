import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * `pending`: on its way; `awaiting-receipt`: handed over, and the partner's receipt is to come; `delivered`: the transport or
 * the partner has confirmed it; `failed`: it could not be written, or the partner has refused it for good; `expired`: its time
 * was over before the partner took it; `purged`: a person has taken it off the queue.
 */
export const deliveryStates = [
  'pending',
  'awaiting-receipt',
  'delivered',
  'failed',
  'expired',
  'purged',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * `confirmed`, `failed`: by the broker. The others: by a channel, `sending` while it is under way, `interrupted` when nobody knows
 * how it ended, `awaiting-receipt` until the partner's receipt has come.
 */
export type AttemptOutcome =
  | 'confirmed'
  | 'failed'
  | 'sending'
  | 'interrupted'
  | 'awaiting-receipt'
  | 'accepted'
  | 'refused'
  | 'invalid-answer'
  | 'timeout'
  | 'unreachable'
  | 'gone';

/** One message on its way to one destination, or an acknowledgement to its sender. Its validity is not its affair. */
@Entity('delivery')
export class Delivery {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'message_id' })
  messageId!: string;

  /** Which canonical message of the received one it was made from. */
  @Column('integer')
  ordinal!: number;

  @Column('text')
  kind!: 'message' | 'acknowledgement';

  @Column('text')
  destination!: string;

  @Column('text')
  partner!: string;

  /** Version of the destination that it was made for; acknowledgements have none. */
  @Column('integer', { name: 'destination_version', nullable: true })
  destinationVersion!: number | null;

  @Column('text', { nullable: true })
  mapping!: string | null;

  @Column('text', { name: 'mapping_version', nullable: true })
  mappingVersion!: string | null;

  @Column('text', { name: 'content_type' })
  contentType!: string;

  @Column('bytea', { nullable: true })
  bytes!: Buffer | null;

  /** The faults that kept the message from being written for this destination, as JSON. */
  @Column('text', { nullable: true })
  issues!: string | null;

  @Column('text')
  state!: DeliveryState;

  @Column('timestamptz', { name: 'state_at' })
  stateAt!: Date;
}

@Entity('delivery_attempt')
export class DeliveryAttempt {
  @PrimaryColumn('uuid', { name: 'delivery_id' })
  deliveryId!: string;

  @PrimaryColumn('integer')
  number!: number;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  outcome!: AttemptOutcome;

  @Column('text', { nullable: true })
  detail!: string | null;

  /** Of attempts by a channel. */
  @Column('uuid', { name: 'attempt_id', nullable: true })
  attemptId!: string | null;

  /** What passed, without secrets. */
  @Column('text', { nullable: true })
  request!: string | null;

  @Column('text', { nullable: true })
  answer!: string | null;

  /** The partner's reference or signed receipt. */
  @Column('bytea', { nullable: true, select: false })
  receipt!: Buffer | null;

  @Column('integer', { name: 'latency_ms', nullable: true })
  latencyMs!: number | null;

  /** Who asked for it, when it was a person. */
  @Column('text', { nullable: true })
  actor!: string | null;
}
