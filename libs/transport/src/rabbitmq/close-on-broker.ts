import type { Channel, ChannelModel } from 'amqplib';

/**
 * Closes a connection or a channel. amqplib tells that it is closed only when the broker has answered; when the network
 * fails in between, it would never be told.
 */
export async function closeOnBroker(one: ChannelModel | Channel): Promise<void> {
  const lost = new Promise<void>((resolve) => void one.once('close', resolve));
  await Promise.race([one.close(), lost]);
}
