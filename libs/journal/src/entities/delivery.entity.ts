import { Column, Entity, PrimaryColumn } from 'typeorm';

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

  /** `pending` until the transport has confirmed it; `failed` when it could not be written at all. */
  @Column('text')
  state!: 'pending' | 'delivered' | 'failed';

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
  outcome!: 'confirmed' | 'failed';

  @Column('text', { nullable: true })
  detail!: string | null;
}
