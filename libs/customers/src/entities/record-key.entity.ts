import { Entity, Index, PrimaryColumn } from 'typeorm';

/** A number that leads to a business record and holds it together with others: order, waybill, container ... */
@Entity('record_key')
@Index('record_key_value', ['value', 'type'])
export class RecordKey {
  @PrimaryColumn('uuid', { name: 'record_id' })
  recordId!: string;

  @PrimaryColumn('text')
  type!: string;

  @PrimaryColumn('text')
  value!: string;
}
