import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { statusReceivers, type StatusReceivers } from '../../support/status-receivers.js';

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

/** Partners that send nothing here: without them processes start sooner, and they start often. */
const others = ['dcsa-carrier', 'port-edi', 'railway-x12', 'sys-5', 'ubl-partner'];

/** Orders go to one destination, statuses as interchanges with control numbers to two others. */
export function faultConfiguration(): StatusReceivers {
  const receivers = statusReceivers();
  const place = (name: string): string => join(receivers.configurationRoot, name);
  for (const name of others) {
    rmSync(place(`agreements/${name}.yaml`));
    rmSync(place(`mappings/${name}`), { recursive: true });
  }
  const file = place('agreements/routes.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('routes:\n', orders));
  return receivers;
}
