/**
 * What the service interfaces keep between requests, whichever gateway answers: the first answers of requests that carry an
 * idempotency key, and the key that cursors are signed with.
 */
export {
  IdempotentAnswers,
  type AskedOperation,
  type KeptAnswer,
  type Standing,
} from './idempotent-answers.js';
export { ServiceInterfaces1700000000370 } from './migrations/1700000000370-service-interfaces.js';
export { SignedCursors, WrongCursor } from './signed-cursors.js';
