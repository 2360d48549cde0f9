export { type CanonicalDefinition, type Engines } from './engines.js';
export { explainCanonicals } from './explain.js';
export { examine } from './journey.js';
export { Journeys } from './journeys.js';
export { newMessageId, receiptTimeOf } from './message-id.js';
export * from './outcome.js';
export type * from './ports.js';
export { identify, type Identification } from './stages/identify.js';
