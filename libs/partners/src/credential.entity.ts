import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What somebody shows to be let in, or to get an access token. Only hashes and public keys are kept: nobody can read a
 * token or a secret back.
 *
 * `api-key`: a bearer token as it is; `example-key`: one of those made for trying the hub out; `client-secret` and
 * `client-key` (a public JWK): what a client shows at the token endpoint.
 */
@Entity('credential')
export class Credential {
  @PrimaryColumn('uuid')
  id!: string;

  /** Partner id, or the name of an operator. */
  @Column('text')
  principal!: string;

  @Column('text', { default: 'api-key' })
  kind!: CredentialKind;

  /** Of the token or the secret; of a key its thumbprint (RFC 7638). */
  @Column('bytea', { name: 'token_sha256', unique: true })
  tokenSha256!: Buffer;

  @Column('jsonb', { name: 'public_key', nullable: true })
  publicKey!: object | null;

  @Column('text', { array: true })
  scopes!: GrantedScope[];

  @Column('timestamptz', { name: 'valid_until', nullable: true })
  validUntil!: Date | null;

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
  // add people, give them roles, end their accounts
  'people',
  // subscribe to events, and read those that were too large to push
  'webhooks',
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

/**
 * A scope, or a part of `messages`: `messages:read`; `messages:send:<type>` and `messages:receive:<type>`, where the type
 * is that of the canonical message, such as `transport-order`, or `*` for all.
 */
export type GrantedScope =
  | Scope
  | 'messages:read'
  | 'messages:send'
  | 'messages:receive'
  | `messages:${'send' | 'receive'}:${string}`;

export type CredentialKind = 'api-key' | 'example-key' | 'client-secret' | 'client-key';
