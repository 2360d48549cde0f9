import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partialConfiguration, type PartialConfiguration } from '../../support/partial-configuration.js';
import { addStatusReceivers } from '../../support/status-receivers.js';

const orders = `  - id: sys-2-orders
    partner: sys-2
    channel: amqp
    mapping: sys-2/transport-order-to-demand
    schema: sources/sys-2/demand
    format: xml
    charset: gb18030
routes:
  - { id: orders-to-acceptance, canonical: transport-order, senders: [sys-1], destinations: [sys-2-orders] }
`;

/** The queues into which an installation with this configuration delivers. */
export const deliveryQueues = [
  'bianzu.out.sys-2-orders',
  'bianzu.out.harbour',
  'bianzu.out.shipper',
  'bianzu.reply.sys-1',
  'bianzu.reply.forwarder-edi',
] as const;

/** Partners that send something here. */
export const senders = ['sys-1', 'sys-4', 'sys-6', 'forwarder-edi'] as const;

/** Orders go to one destination, statuses as interchanges with control numbers to two others. */
export function faultConfiguration(): PartialConfiguration {
  const configuration = partialConfiguration([...senders, 'sys-2', 'shipper-x12']);
  addStatusReceivers(configuration.root);
  const file = join(configuration.root, 'agreements/routes.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('routes:\n', orders));
  return configuration;
}
