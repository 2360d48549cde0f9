export { BatchContext, BatchHandler, type BatchOptions } from './batch-handler.js';
export type { BatchLimits } from './batch-consumer.js';
export type { Backoff } from './backoff.js';
export {
  bianzuTopology,
  exchanges,
  groups,
  queueName,
  type BianzuTopologyOptions,
} from './bianzu-topology.js';
export { deadLetterHeaders, putBackOf } from './dead-letter.js';
export {
  InProcessTransport,
  type InProcessOptions,
  type Observe,
} from './in-process/in-process-transport.js';
export type { QueueStore, StoredMessage } from './in-process/queue-store.js';
export { PublicationError } from './publication-error.js';
export {
  RabbitMqTransport,
  type RabbitMqOptions,
  type RabbitMqTuning,
} from './rabbitmq/rabbitmq-transport.js';
export type { Binding, Exchange, Queue, Topology } from './topology.js';
export type {
  Delivery,
  HandleBatch,
  MessageProperties,
  Publication,
  Publisher,
  QueueFacts,
  Transport,
  Verdict,
} from './transport.js';
export { PUBLISHER } from './publisher-token.js';
