import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A code of a partner that no cross-reference explains; the messages that wait on it are in `unknown_code_wait`. */
@Entity('unknown_code')
export class UnknownCode {
  @PrimaryColumn('text')
  list!: string;

  @PrimaryColumn('text')
  system!: string;

  @PrimaryColumn('text')
  code!: string;

  @Column('timestamptz', { name: 'first_seen' })
  firstSeen!: Date;

  @Column('uuid', { name: 'first_message_id' })
  firstMessageId!: string;
}

/** What a person has decided about such a code; it lies on top of the cross-references in the files. */
@Entity('cross_reference_entry')
export class CrossReferenceEntry {
  @PrimaryColumn('text')
  list!: string;

  @PrimaryColumn('text')
  system!: string;

  @PrimaryColumn('text', { name: 'local_code' })
  localCode!: string;

  @Column('text', { name: 'standard_code' })
  standardCode!: string;

  @Column('text', { name: 'decided_by' })
  decidedBy!: string;

  @Column('timestamptz', { name: 'decided_at', default: () => 'now()' })
  decidedAt!: Date;
}
