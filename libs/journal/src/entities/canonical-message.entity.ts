import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A canonical message exactly as it was published, and the mapping that made it. */
@Entity('canonical_message')
export class StoredCanonicalMessage {
  @PrimaryColumn('uuid', { name: 'message_id' })
  messageId!: string;

  @PrimaryColumn('integer')
  ordinal!: number;

  @Column('text')
  type!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  mapping!: string;

  @Column('text', { name: 'mapping_version' })
  mappingVersion!: string;

  @Column('bytea')
  document!: Buffer;
}

/** The text of every mapping that was ever used, by its version: what was made with it can always be explained. */
@Entity('mapping_version')
export class MappingVersion {
  @PrimaryColumn('text')
  name!: string;

  @PrimaryColumn('text')
  version!: string;

  @Column('text')
  text!: string;
}
