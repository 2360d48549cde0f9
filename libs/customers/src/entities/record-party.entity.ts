import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { BusinessRecord } from './business-record.entity.js';
import { PartyRecord } from './party-record.entity.js';

/** Which party record has which role in a business record. */
@Entity('record_party')
@Index('record_party_by_party', ['partyRecordId', 'recordId'])
export class RecordParty {
  @PrimaryColumn('uuid', { name: 'record_id' })
  recordId!: string;

  @PrimaryColumn('text')
  role!: string;

  @PrimaryColumn('uuid', { name: 'party_record_id' })
  partyRecordId!: string;

  @ManyToOne(() => BusinessRecord)
  @JoinColumn({ name: 'record_id', foreignKeyConstraintName: 'record_party_record' })
  record?: Relation<BusinessRecord>;

  @ManyToOne(() => PartyRecord)
  @JoinColumn({ name: 'party_record_id', foreignKeyConstraintName: 'record_party_party' })
  partyRecord?: Relation<PartyRecord>;
}
