import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PartyRecord } from './party-record.entity.js';

/** An id that a customer has had or may get: it resolves through the party record to whichever customer that is under. */
@Entity('customer_alias')
export class CustomerAlias {
  @PrimaryColumn('uuid', { name: 'alias_id' })
  aliasId!: string;

  @PrimaryColumn('uuid', { name: 'party_record_id' })
  partyRecordId!: string;

  @ManyToOne(() => PartyRecord)
  @JoinColumn({ name: 'party_record_id', foreignKeyConstraintName: 'customer_alias_record' })
  partyRecord?: Relation<PartyRecord>;
}
