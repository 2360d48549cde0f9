import type { PlainValue } from '#libs/message';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** An order, wagon request, consignment note, equipment event, parcel or status, as its system last stated it. */
@Entity('business_record')
@Unique('business_record_number', ['kind', 'system', 'number'])
export class BusinessRecord {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  system!: string;

  @Column('text')
  number!: string;

  /** Canonical type and version of the document. */
  @Column('text')
  type!: string;

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'as_of' })
  asOf!: Date;

  @Column('uuid', { name: 'message_id' })
  messageId!: string;

  /** Hash of the document's content. */
  @Column({ type: 'text', collation: 'C' })
  revision!: string;

  @Column('jsonb')
  document!: PlainValue;
}
