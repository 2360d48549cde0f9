import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type ConfirmChannel } from 'amqplib';
import pg from 'pg';
import { GroupCommit, placeholders } from './group-commit.js';
import { mapped, readOrder } from './order.js';

/**
 * The bare pipeline's intake: no framework, one process. HTTP, parse, check, map, one journal row in a grouped commit; and
 * with a broker also a confirmed publication of the order to the work queue before the answer.
 */
const { DATABASE_URL, AMQP_URL, BARE_PREFIX = '' } = process.env;

interface Received {
  readonly id: string;
  readonly bytes: Buffer;
  readonly order: string;
}

const database = new pg.Client({ connectionString: DATABASE_URL });
await database.connect();
await database.query(`CREATE TABLE IF NOT EXISTS journal (
  id uuid PRIMARY KEY, received_at timestamptz NOT NULL DEFAULT now(), reference text NOT NULL,
  sha256 bytea NOT NULL, bytes bytea NOT NULL, document bytea NOT NULL)`);
const channel = AMQP_URL === undefined ? undefined : await openChannel(AMQP_URL);
const journal = new GroupCommit<Received>(commit);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    take(Buffer.concat(chunks)).then(
      (id) => answer(202, { id }),
      (error: unknown) => answer(500, { error: String(error) }),
    );
  });
  const answer = (status: number, body: object): void => {
    const text = JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length });
    response.end(text);
  };
});
server.listen(0, '127.0.0.1', () => {
  console.log(`bare: http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

async function take(bytes: Buffer): Promise<string> {
  const id = randomUUID();
  await journal.add({ id, bytes, order: JSON.stringify(mapped(readOrder(bytes))) });
  return id;
}

async function commit(group: readonly Received[]): Promise<void> {
  await database.query(
    `INSERT INTO journal (id, reference, sha256, bytes, document) VALUES ${placeholders(group.length, 5)}`,
    group.flatMap(({ id, bytes, order }) => [
      id,
      id,
      createHash('sha256').update(bytes).digest(),
      bytes,
      Buffer.from(order),
    ]),
  );
  if (channel === undefined) return;
  for (const { id, order } of group)
    channel.publish('', `${BARE_PREFIX}work`, Buffer.from(order), { persistent: true, messageId: id });
  await channel.waitForConfirms();
}

async function openChannel(url: string): Promise<ConfirmChannel> {
  const confirming = await (await connect(url)).createConfirmChannel();
  await confirming.assertQueue(`${BARE_PREFIX}work`, {
    durable: true,
    arguments: { 'x-queue-type': 'quorum' },
  });
  return confirming;
}
