import type { Channel, ChannelModel, Options } from 'amqplib';
import type { Queue, Topology } from '../topology.js';
import { closeOnBroker } from './close-on-broker.js';
import type { WireNames } from './wire.js';

/**
 * Declares everything on the broker; what is there already with the same arguments stays as it is. Rejects with the
 * broker's error when it is there with others, but for the delivery limit: queues of a broker older than 4.0 never had one,
 * and have that of the broker after an update.
 */
export async function declareTopology(
  connection: ChannelModel,
  topology: Topology,
  names: WireNames,
): Promise<void> {
  let channel = await channelOf(connection);
  const withoutEnd = canBeUnlimited(connection) ? unlimited : undefined;
  for (const { name, kind, alternate } of topology.exchanges) {
    await channel.assertExchange(names.toWire(name), kind, {
      durable: true,
      ...(alternate === undefined ? {} : { alternateExchange: names.toWire(alternate) }),
    });
  }
  for (const queue of topology.queues) {
    const declare = (limit: number | undefined): Promise<unknown> =>
      channel.assertQueue(names.toWire(queue.name), queueOptions(queue, names, limit));
    const { deliveryLimit = withoutEnd } = queue;
    try {
      await declare(deliveryLimit);
    } catch (error) {
      if (deliveryLimit !== unlimited || !isAboutTheLimit(error)) throw error;
      channel = await channelOf(connection);
      await declare(undefined);
    }
  }
  for (const { exchange, queue, pattern } of topology.bindings) {
    await channel.bindQueue(names.toWire(queue), names.toWire(exchange), pattern);
  }
  await closeOnBroker(channel);
}

/** RabbitMQ 4 gives a message up after twenty deliveries when nobody says otherwise; before, without a limit there was none. */
const unlimited = -1;

function canBeUnlimited({ connection }: ChannelModel): boolean {
  const { version } = (connection as { serverProperties?: { version?: unknown } }).serverProperties ?? {};
  return typeof version === 'string' && Number.parseInt(version, 10) >= 4;
}

function isAboutTheLimit(error: unknown): boolean {
  return error instanceof Error && error.message.includes('x-delivery-limit');
}

async function channelOf(connection: ChannelModel): Promise<Channel> {
  const channel = await connection.createChannel();
  // The rejected call tells what went wrong; without a listener the same error would end the process.
  channel.on('error', () => undefined);
  return channel;
}

function queueOptions(
  queue: Queue,
  names: WireNames,
  deliveryLimit: number | undefined,
): Options.AssertQueue {
  return {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      // A full queue refuses the publication, instead of dropping its oldest message.
      'x-overflow': 'reject-publish',
      ...(queue.singleActiveConsumer === true ? { 'x-single-active-consumer': true } : {}),
      ...(deliveryLimit === undefined ? {} : { 'x-delivery-limit': deliveryLimit }),
      ...(queue.maxLength === undefined ? {} : { 'x-max-length': queue.maxLength }),
      ...(queue.deadLetter === undefined
        ? {}
        : {
            // For what the broker itself gives up (a delivery limit); our own verdicts are published with their reason.
            'x-dead-letter-exchange': names.toWire(queue.deadLetter.exchange),
            'x-dead-letter-routing-key': queue.deadLetter.routingKey,
            'x-dead-letter-strategy': 'at-least-once',
          }),
    },
  };
}
