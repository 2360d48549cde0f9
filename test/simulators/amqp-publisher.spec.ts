import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { describe, expect, it } from '@jest/globals';
import { AmqpPublisher } from './amqp-publisher.js';

function amqpUrl(): string {
  const url = process.env['AMQP_URL'];
  if (url === undefined) {
    throw new Error('AMQP_URL is not set. Run the tests with: node scripts/with-services.mjs -- <command>');
  }
  return url;
}

describe('publishing to a broker', () => {
  it('confirms a batch in its order, with its properties, and works again after a failure', async () => {
    const exchange = `simulators-${randomUUID()}`;
    const connection = await connect(amqpUrl());
    const channel = await connection.createChannel();
    const publisher = new AmqpPublisher(amqpUrl());
    const properties = {
      messageId: 'm',
      contentType: 'application/xml',
      appId: 'sys-1',
      replyTo: 'bianzu.reply.sys-1',
    };
    const batch = ['一', '二'].map((text) => ({
      exchange,
      routingKey: 'sys-1',
      body: Buffer.from(text),
      properties,
    }));
    try {
      await expect(publisher.publish(batch)).rejects.toThrow();
      await channel.assertExchange(exchange, 'topic', { autoDelete: true, durable: false });
      const { queue } = await channel.assertQueue('', { exclusive: true });
      await channel.bindQueue(queue, exchange, 'sys-1');
      await publisher.publish(batch);
      const [first, second] = [await channel.get(queue), await channel.get(queue)];
      expect([first, second].map((one) => one !== false && one.content.toString())).toEqual(['一', '二']);
      expect(first !== false && first.properties).toMatchObject(properties);
    } finally {
      await publisher.close();
      await connection.close();
    }
  });
});
