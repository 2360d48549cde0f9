import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Customer } from './customer.entity.js';
import { PartyRecord } from './party-record.entity.js';

/** Says under which customer a party record stands: always exactly one. */
@Entity('customer_member')
export class CustomerMember {
  @PrimaryColumn('uuid', { name: 'party_record_id' })
  partyRecordId!: string;

  @Column('uuid', { name: 'customer_id' })
  @Index('customer_member_by_customer')
  customerId!: string;

  @ManyToOne(() => PartyRecord)
  @JoinColumn({ name: 'party_record_id', foreignKeyConstraintName: 'customer_member_record' })
  partyRecord?: Relation<PartyRecord>;

  @ManyToOne(() => Customer)
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'customer_member_customer' })
  customer?: Relation<Customer>;
}
