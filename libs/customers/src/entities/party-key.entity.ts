import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { PartyKeyKind } from '../party-facts.js';
import { PartyRecord } from './party-record.entity.js';

/** A normalised value by which a party record is matched or found. */
@Entity('party_key')
export class PartyKeyEntry {
  @PrimaryColumn('text')
  kind!: PartyKeyKind;

  @PrimaryColumn('text')
  value!: string;

  @PrimaryColumn('uuid', { name: 'party_record_id' })
  @Index('party_key_record')
  partyRecordId!: string;

  @ManyToOne(() => PartyRecord)
  @JoinColumn({ name: 'party_record_id', foreignKeyConstraintName: 'party_key_of' })
  partyRecord?: Relation<PartyRecord>;
}
