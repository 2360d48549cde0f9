import type { ChannelModel, Options } from 'amqplib';
import type { Queue, Topology } from '../topology.js';
import type { WireNames } from './wire.js';

/**
 * Declares everything on the broker; what is there already with the same arguments stays as it is. Rejects with the
 * broker's error when it is there with others.
 */
export async function declareTopology(
  connection: ChannelModel,
  topology: Topology,
  names: WireNames,
): Promise<void> {
  const channel = await connection.createChannel();
  // The rejected call below tells what went wrong; without a listener the same error would end the process.
  channel.on('error', () => undefined);
  for (const { name, kind, alternate } of topology.exchanges) {
    await channel.assertExchange(names.toWire(name), kind, {
      durable: true,
      ...(alternate === undefined ? {} : { alternateExchange: names.toWire(alternate) }),
    });
  }
  for (const queue of topology.queues) {
    await channel.assertQueue(names.toWire(queue.name), queueOptions(queue, names));
  }
  for (const { exchange, queue, pattern } of topology.bindings) {
    await channel.bindQueue(names.toWire(queue), names.toWire(exchange), pattern);
  }
  await channel.close();
}

function queueOptions(queue: Queue, names: WireNames): Options.AssertQueue {
  return {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      // A full queue refuses the publication, instead of dropping its oldest message.
      'x-overflow': 'reject-publish',
      ...(queue.singleActiveConsumer === true ? { 'x-single-active-consumer': true } : {}),
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
