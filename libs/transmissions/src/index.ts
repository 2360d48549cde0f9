/**
 * What partners have transmitted, as it came, and the receipts of both sides: the proof that something was sent and received
 * (non-repudiation). The journal keeps what was in a transmission; here is the transmission itself.
 */
export { As2Transmissions1700000000320 } from './migrations/1700000000320-as2-transmissions.js';
export { As2BodiesInParts1700000000321 } from './migrations/1700000000321-as2-bodies-in-parts.js';
export { MdnQueue, type DueMdn } from './mdn-queue.js';
export { ReceivedMdns, type MdnOutcome, type ReceivedMdnRecord } from './received-mdns.js';
export {
  ReceivedTransmissions,
  type Arrived,
  type Forgotten,
  type Refused,
  type Standing,
  type WrittenMdn,
} from './received-transmissions.js';
