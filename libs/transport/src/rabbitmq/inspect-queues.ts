import type { ChannelModel } from 'amqplib';
import type { Queue } from '../topology.js';
import type { QueueFacts } from '../transport.js';
import { closeOnBroker } from './close-on-broker.js';
import type { WireNames } from './wire.js';

/** Asks the broker for each queue, on a channel of its own: a queue that is not there costs the channel. */
export async function inspectQueues(
  connection: ChannelModel,
  queues: readonly Queue[],
  names: WireNames,
): Promise<QueueFacts[]> {
  const channel = await connection.createChannel();
  // the failed question tells it
  channel.on('error', () => undefined);
  const facts: QueueFacts[] = [];
  for (const { name, group = name, consumer } of queues) {
    const { messageCount, consumerCount } = await channel.checkQueue(names.toWire(name));
    facts.push({ name, group, consumer, messages: messageCount, consumers: consumerCount });
  }
  await closeOnBroker(channel);
  return facts;
}
