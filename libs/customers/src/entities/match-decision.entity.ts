import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A person's decision about two party records; it overrides the rules until it is withdrawn. */
@Entity('match_decision')
@Check('match_decision_verdict', `verdict IN ('same', 'different')`)
export class MatchDecision {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'first_record' })
  @Index('match_decision_first')
  firstRecord!: string;

  @Column('uuid', { name: 'second_record' })
  @Index('match_decision_second')
  secondRecord!: string;

  @Column('text')
  verdict!: 'same' | 'different';

  @Column('text', { name: 'decided_by' })
  decidedBy!: string;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date;

  @Column('text')
  reason!: string;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;
}
