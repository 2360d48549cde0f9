import { connect, type ConsumeMessage } from 'amqplib';
import pg from 'pg';
import { placeholders } from './group-commit.js';

/**
 * The bare pipeline's worker: takes orders from the work queue in batches of up to 200, upserts order and goods in one
 * transaction, publishes each order to the topic exchange, and acknowledges when that is confirmed.
 */
const { DATABASE_URL, AMQP_URL, BARE_PREFIX = '' } = process.env;
const batchSize = 200;

interface StoredOrder {
  readonly orderNumber: string;
  readonly goods: readonly { readonly code: string; readonly weight?: string }[];
}

const database = new pg.Client({ connectionString: DATABASE_URL });
await database.connect();
await database.query(`CREATE TABLE IF NOT EXISTS orders (number text PRIMARY KEY, document bytea NOT NULL)`);
await database.query(
  `CREATE TABLE IF NOT EXISTS goods (number text, item int, code text, weight text, PRIMARY KEY (number, item))`,
);
const channel = await (await connect(AMQP_URL!)).createConfirmChannel();
await channel.assertExchange(`${BARE_PREFIX}published`, 'topic');
await channel.assertQueue(`${BARE_PREFIX}work`, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
await channel.prefetch(1_000);

let waiting: ConsumeMessage[] = [];
let isBusy = false;
await channel.consume(`${BARE_PREFIX}work`, (message) => {
  waiting.push(message!);
  if (!isBusy) void work();
});
console.log('bare: consuming');

async function work(): Promise<void> {
  isBusy = true;
  while (waiting.length > 0) {
    const batch = waiting.slice(0, batchSize);
    waiting = waiting.slice(batchSize);
    await store(batch);
    for (const { content, properties } of batch) {
      const messageId = String(properties.messageId);
      channel.publish(`${BARE_PREFIX}published`, 'order', content, { persistent: true, messageId });
    }
    await channel.waitForConfirms();
    channel.ack(batch.at(-1)!, true);
  }
  isBusy = false;
}

async function store(batch: readonly ConsumeMessage[]): Promise<void> {
  const orders = new Map(
    batch.map(({ content }) => {
      const order = JSON.parse(content.toString()) as StoredOrder;
      return [order.orderNumber, { content, goods: order.goods }] as const;
    }),
  );
  const goods = [...orders].flatMap(([number, order]) =>
    order.goods.map(({ code, weight }, item) => [number, item, code, weight ?? null]),
  );
  await database.query('BEGIN');
  await database.query(
    `INSERT INTO orders VALUES ${placeholders(orders.size, 2)}
     ON CONFLICT (number) DO UPDATE SET document = excluded.document`,
    [...orders].flatMap(([number, { content }]) => [number, content]),
  );
  if (goods.length > 0)
    await database.query(
      `INSERT INTO goods VALUES ${placeholders(goods.length, 4)}
       ON CONFLICT (number, item) DO UPDATE SET code = excluded.code, weight = excluded.weight`,
      goods.flat(),
    );
  await database.query('COMMIT');
}
