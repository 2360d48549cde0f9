import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The narrow tracking row of a message. Its states are in `MessageJournal`. */
@Entity('message')
export class JournalMessage {
  @PrimaryColumn('uuid')
  id!: string;

  /** The batch that this message was a record of, and its place in it (from 1). */
  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('integer', { nullable: true })
  sequence!: number | null;

  @Column('text', { nullable: true })
  sender!: string | null;

  /** Who an unknown sender says it is. */
  @Column('text', { name: 'claimed_sender', nullable: true })
  claimedSender!: string | null;

  @Column('text')
  channel!: string;

  @Column('text', { nullable: true })
  agreement!: string | null;

  @Column('integer', { name: 'agreement_version', nullable: true })
  agreementVersion!: number | null;

  /** Number of the configuration that it travelled by; its schemas are those of that version. */
  @Column('integer', { nullable: true })
  configuration!: number | null;

  @Column('text', { nullable: true })
  format!: string | null;

  @Column('text', { nullable: true })
  charset!: string | null;

  @Column('text', { name: 'content_type', nullable: true })
  contentType!: string | null;

  @Column('text', { name: 'file_name', nullable: true })
  fileName!: string | null;

  @Column('bigint', { name: 'size_bytes' })
  sizeBytes!: string;

  @Column('bytea')
  sha256!: Buffer;

  @Column('text', { nullable: true })
  reference!: string | null;

  @Column('text', { name: 'lane_key', nullable: true })
  laneKey!: string | null;

  @Column('text', { name: 'reply_to', nullable: true })
  replyTo!: string | null;

  @Column('text', { name: 'idempotency_key', nullable: true })
  idempotencyKey!: string | null;

  @Column('text', { name: 'trace_parent', nullable: true })
  traceParent!: string | null;

  @Column('text', { name: 'trace_state', nullable: true })
  traceState!: string | null;

  @Column('text')
  state!: MessageState;

  @Column('timestamptz', { name: 'state_at' })
  stateAt!: Date;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** The message that holds the reference of a duplicate or a conflict. */
  @Column('uuid', { name: 'related_id', nullable: true })
  relatedId!: string | null;

  @Column('integer', { name: 'issue_count' })
  issueCount!: number;

  /** Of a batch: how many records it had. */
  @Column('integer', { name: 'record_count', nullable: true })
  recordCount!: number | null;

  @Column('integer', { name: 'records_done' })
  recordsDone!: number;
}

export const messageStates = [
  'received',
  'accepted',
  'tested',
  'refused',
  'duplicate',
  'quarantined',
  'split',
  'parked',
] as const;
export type MessageState = (typeof messageStates)[number];
