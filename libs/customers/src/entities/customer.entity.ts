import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One customer over all its party records; the golden record is drawn from them when it is asked for. */
@Entity('customer')
export class Customer {
  /** Made from the credit code, or else from the first party record. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('boolean', { name: 'needs_review' })
  needsReview!: boolean;
}
