import { MappingVersion, StoredCanonicalMessage } from './canonical-message.entity.js';
import { Delivery, DeliveryAttempt } from './delivery.entity.js';
import { JournalMessage } from './journal-message.entity.js';
import { CrossReferenceEntry, UnknownCode } from './unknown-code.entity.js';

/** All entities of the journal, for the data source. */
export const journalEntities = [
  JournalMessage,
  Delivery,
  DeliveryAttempt,
  StoredCanonicalMessage,
  MappingVersion,
  UnknownCode,
  CrossReferenceEntry,
] as const;
