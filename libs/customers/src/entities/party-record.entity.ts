import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { PartyFields } from '../party-statement.js';

/** A party as one source system knows it, each field as last stated there. */
@Entity('party_record')
@Unique('party_record_source', ['system', 'localId'])
export class PartyRecord {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  system!: string;

  @Column('text', { name: 'local_id' })
  localId!: string;

  @Column('jsonb')
  fields!: PartyFields;

  /** Every valid credit code that the system ever gave it, sorted. */
  @Column('text', { name: 'credit_codes', array: true })
  creditCodes!: string[];
}
