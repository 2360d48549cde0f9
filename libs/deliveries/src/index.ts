/**
 * What leaves by other ways than the broker: REST, webhook, AS2, SFTP, folder, and the inbox from which partners fetch. It goes from
 * the journal's queue of deliveries to a channel, in order, again and again until the partner has taken it or its time is over.
 */
export { usualBreaker, type AttemptEnd, type BreakerLimits } from './attempts.js';
export { systemClock, type Clock } from './clock.js';
export { configuredDestination } from './configured-destinations.js';
export {
  anyOf,
  type DestinationTerms,
  type Held,
  type ResolveDestination,
  type RetryLimits,
} from './destination-terms.js';
export { Dispatcher, type DispatcherOptions, type DispatcherParts } from './dispatcher.js';
export { fileNameOf } from './file-name.js';
export { settleReceipt, type Receipt } from './receipts.js';
