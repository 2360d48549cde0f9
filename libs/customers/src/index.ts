export type { CustomerCounts } from './customer-counts.js';
export type { CustomerContact, CustomerProfile, SourceRecord } from './customer-profile.js';
export { createCustomerQueries, type CustomerQueries } from './customer-queries.js';
export type { CustomerRecord, RecordsRequest, StoredRecord } from './customer-records.js';
export { createCustomerStore, type CustomerStore } from './customer-store.js';
export { CUSTOMER_QUERIES } from './customer-queries-token.js';
export { customerEntities } from './entities/index.js';
export type { CustomerSearch, CustomerSummary } from './find-customers.js';
export { loadSurvivorship, type LoadedSurvivorship } from './load-survivorship.js';
export {
  decide,
  unlink,
  withdrawDecisions,
  type DecisionAuthor,
  type PartyDecision,
  type PartyRecordKey,
} from './match-decisions.js';
export { CustomerStore1700000000200 } from './migrations/1700000000200-customer-store.js';
export { missingEffects } from './missing-effects.js';
export { WrongCursorError, type Page, type PageRequest } from './page.js';
export type { PartyKey, PartyKeyKind } from './party-facts.js';
export {
  loadRecordDefinitions,
  recordDefinitions,
  type CanonicalSchema,
  type RecordDefinition,
  type RecordDefinitions,
} from './record-definition.js';
export type { Criterion, FieldRule, GoldenField, SourcedValue, SurvivorshipRules } from './survivorship.js';
