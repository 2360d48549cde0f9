/**
 * What leaves by other ways than the broker: REST, webhook, AS2, SFTP, folder, and the inbox from which partners fetch. It goes from
 * the journal's queue of deliveries to a channel, in order, again and again until the partner has taken it or its time is over.
 */
export { type AttemptEnd, type BreakerLimits } from './attempts.js';
export { type Clock } from './clock.js';
export { configuredDestination } from './configured-destinations.js';
export {
  DeliveryQueries,
  destinationReports,
  type DeliveryDetails,
  type DeliveryFilter,
  type DeliverySummary,
  type DestinationReport,
} from './delivery-queries.js';
export { readDestinations, type DestinationReading } from './destination-readings.js';
export { DestinationControl, type Order, type PurgeOutcome, type PurgeScope } from './destination-control.js';
export {
  anyOf,
  type DestinationTerms,
  type Held,
  type ResolveDestination,
  type RetryLimits,
} from './destination-terms.js';
export { Dispatcher, type DispatcherOptions, type DispatcherParts } from './dispatcher.js';
export { fileNameOf } from './file-name.js';
export { wakeDestination } from './wake.js';
export { destinationsOver, wayTo, type Way } from './way-to.js';
export { Inbox, type OfferedMessage } from './inbox.js';
export { resend, type NotResent } from './resend.js';
export { settleReceipt, type Receipt } from './receipts.js';
