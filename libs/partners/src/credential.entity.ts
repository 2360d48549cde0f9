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

/**
 * What a token may do. `messages`: send messages and see one's own; `customers` and `base-data`: read them;
 * `operations`: see all messages, release quarantined ones, resolve unknown codes.
 */
export const scopes = ['messages', 'customers', 'base-data', 'operations'] as const;
export type Scope = (typeof scopes)[number];
