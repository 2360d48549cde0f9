export type { CanonicalEffect } from './canonical-effect.js';
export { createCustomerStore, type CustomerStore } from './customer-store.js';
export { customerEntities } from './entities/index.js';
export { CustomerStore1700000000200 } from './migrations/1700000000200-customer-store.js';
export {
  loadRecordDefinitions,
  recordDefinitions,
  type CanonicalSchema,
  type RecordDefinition,
  type RecordDefinitions,
} from './record-definition.js';
