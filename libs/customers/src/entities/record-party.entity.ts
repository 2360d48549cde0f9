import { Entity, Index, PrimaryColumn } from 'typeorm';

/** Which party record has which role in a business record. Both are never deleted, so nothing checks the references. */
@Entity('record_party')
@Index('record_party_by_party', ['partyRecordId', 'recordId'])
export class RecordParty {
  @PrimaryColumn('uuid', { name: 'record_id' })
  recordId!: string;

  @PrimaryColumn('text')
  role!: string;

  @PrimaryColumn('uuid', { name: 'party_record_id' })
  partyRecordId!: string;
}
