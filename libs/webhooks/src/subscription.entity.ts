import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SignatureScheme } from '#libs/channels';
import type { BusinessKey } from '#libs/journey';

/**
 * `pending`: the endpoint has not answered its challenge yet; `active`: events are sent; `disabled`: by the partner, or because its
 * endpoint wants nothing more (410); the reason says which.
 */
export type SubscriptionState = 'pending' | 'active' | 'disabled';

/** What one partner wants to be told, and where. The secret that signs is in the secret store. */
@Entity('webhook_subscription')
export class WebhookSubscription {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  partner!: string;

  @Column('text')
  url!: string;

  /** Full names of events; no wildcards. */
  @Column('text', { array: true })
  types!: string[];

  /** Only events about one of these; about anything when there are none. */
  @Column('jsonb')
  keys!: BusinessKey[];

  @Column('text')
  description!: string;

  @Column('text')
  scheme!: SignatureScheme;

  @Column('text')
  state!: SubscriptionState;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** Counts changes; what a change is based on is told by If-Match. */
  @Column('integer')
  revision!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;

  @Column('timestamptz', { name: 'replayed_at', nullable: true })
  replayedAt!: Date | null;
}

/** The destination of a subscription's deliveries; ids of other destinations have no slash. */
export function destinationOf(id: string): string {
  return `webhook/${id}`;
}

/** The subscription of a destination; undefined when it is another kind of destination. */
export function subscriptionOf(destination: string): string | undefined {
  return /^webhook\/([0-9a-f-]{36})$/.exec(destination)?.[1];
}

/** Under which name its owner, the partner, has the secret that signs. */
export function secretNameOf(id: string): string {
  return `webhook/${id}`;
}
