export {
  AcknowledgementQueries,
  acknowledgementStates,
  type AcknowledgementFilter,
  type ExpectedAcknowledgementView,
  type ReceivedAcknowledgementView,
} from './acknowledgement-queries.js';
export { balances, type SenderBalance } from './balance.js';
export { isDatabaseAway } from './database-away.js';
export { boundedQuery, DatabaseSilent } from './database-silence.js';
export { earliestMadeOf } from './earliest-id.js';
export { journalEntities } from './entities/index.js';
export { MappingVersion, StoredCanonicalMessage } from './entities/canonical-message.entity.js';
export {
  Delivery,
  DeliveryAttempt,
  deliveryStates,
  type AttemptOutcome,
  type DeliveryState,
} from './entities/delivery.entity.js';
export { JournalMessage, messageStates, type MessageState } from './entities/journal-message.entity.js';
export { CrossReferenceEntry, UnknownCode } from './entities/unknown-code.entity.js';
export { IntakeJournal, type Arrival, type WholeArrival } from './intake-journal.js';
export { IntakeFull, IntakeLine, WaitsBehind } from './intake-line.js';
export { IntakeQueue, type ObserveGroup } from './intake-queue.js';
export { JournalUnitOfWork, type OutcomeListener } from './journal-unit-of-work.js';
export { LaneLayout } from './lane-layout.js';
export { journalMigrations } from './migrations/index.js';
export { KeptMessages, type KeptGroup, type KeptMessage } from './kept-messages.js';
export { MessageJournal } from './message-journal.js';
export {
  readLateAnswers,
  readOwedAcknowledgements,
  type AnswerDeadline,
  type LateAnswer,
  type OwedAcknowledgement,
} from './late-acknowledgements.js';
export { MessageQueries, type MessageJourney } from './message-queries.js';
export { type MessageFilter } from './message-search.js';
export { Outbox, type LookLimits, type OutboxEntry, type RouteName } from './outbox.js';
export { recordTests } from './record-test.js';
export { laneHash } from './lane-hash.js';
export { createPartitions, dayOf, firstIdAt, monthOf, partitionedTables, type Period } from './partitions.js';
export { Quarantine, releaseKept, type ResolvedCode } from './quarantine.js';
export { QueueMessages, type QueuedMessage, type QueuedProperties } from './queue-messages.js';
export { type IntakeAnswer } from './sql/idempotency.js';
export {
  deliveriesChannel,
  deliveryLines,
  deliveryLineOf,
  queueDeliveries,
  type QueuedDelivery,
} from './sql/delivery-queue-rows.js';
export { acknowledgementsTo, insertDeliveries, sendOff, type DeliveryRow } from './sql/delivery-rows.js';
export { insertOutbox, outboxChannel, type OutboxRow } from './sql/outbox-rows.js';
export { readPartnerHealth, type PartnerHealth } from './partner-health.js';
export { readWaiting, waitingKinds, waitingStates, type Backlog, type Waiting } from './waiting.js';
export { Suspects, type Suspicion } from './suspects.js';
export { bytesOf, tableSizes, type TableSize } from './table-sizes.js';
export { insertRows, type SqlRunner } from './sql/insert-rows.js';
export { packed, type Pack, type PackedRow } from './sql/packed-bytes.js';
