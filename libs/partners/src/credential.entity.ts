import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A bearer token of a partner or an operator. Only its hash is kept: nobody can read a token back. */
@Entity('credential')
export class Credential {
  @PrimaryColumn('uuid')
  id!: string;

  /** Partner id, or the name of an operator. */
  @Column('text')
  principal!: string;

  @Column('bytea', { name: 'token_sha256', unique: true })
  tokenSha256!: Buffer;

  @Column('text', { array: true })
  scopes!: Scope[];

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}

/** What a token may do. */
export const scopes = [
  // send messages and see one's own
  'messages',
  // read them
  'customers',
  'base-data',
  // see all messages, release quarantined ones, resolve unknown codes
  'operations',
  // read the audit log
  'audit',
  // put and retire secrets, and see which there are
  'secrets',
  // see the course of one's own consignments, and one's own orders; submit orders
  'tracking',
  'orders',
  // read statistics, and send them
  'statistics',
  // an authority: see the orders and consignments of all
  'oversight',
  // propose changes of code lists, and activate what somebody else has proposed
  'code-lists',
] as const;
export type Scope = (typeof scopes)[number];
