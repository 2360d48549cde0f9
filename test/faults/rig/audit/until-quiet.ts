import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'amqplib';
import pg from 'pg';
import { deliveryQueues } from '../configuration.js';
import { canonicalQueue } from '../fault-installation.js';
import type { Installation } from '../installation.js';

/** So long nothing may change while something is on its way: the longest pause between two tries is a minute. */
const standstillMs = 90_000;
const lookEveryMs = 250;

/** Waits until nothing is on its way any more: journal, outbox, queues. @returns what is left when nothing changes any more */
export async function untilQuiet(installation: Installation): Promise<string[]> {
  let before = '';
  let since = Date.now();
  for (;;) {
    const left = await whatIsLeft(installation);
    if (left.length === 0) return [];
    if (left.join() !== before) since = Date.now();
    before = left.join();
    if (Date.now() - since > standstillMs)
      return [
        ...left.map((what) => `stands still: ${what}`),
        ...installation.members.map(({ process }) => `${process.name} said: ${process.output.slice(-1_500)}`),
      ];
    await pause(lookEveryMs);
  }
}

async function whatIsLeft(installation: Installation): Promise<string[]> {
  try {
    return [...(await waitingInDatabase(installation)), ...(await waitingInQueues(installation))];
  } catch (error) {
    return [error instanceof Error ? error.message : 'no answer'];
  }
}

async function waitingInDatabase({ databaseUrl, inbox }: Installation): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ what: string }>(
      `SELECT 'outbox ' || exchange || '/' || routing_key || ' ' || message_id AS what FROM outbox
       UNION ALL SELECT 'message ' || id || ' ' || coalesce(idempotency_key, '') FROM message WHERE state = 'received'
       UNION ALL SELECT 'delivery ' || id FROM delivery WHERE state = 'pending'
       UNION ALL SELECT 'batch ' || id || ' at ' || records_done FROM message WHERE state = 'received' AND records_done > 0
       LIMIT 40`,
    );
    const { rows: delivered } = await client.query<{ id: string; destination: string; kind: string }>(
      `SELECT id, destination, kind FROM delivery WHERE state = 'delivered'`,
    );
    const read = new Set(inbox.arrivals.map(({ messageId }) => messageId));
    const isRead = (kind: string, destination: string): boolean =>
      (deliveryQueues as readonly string[]).includes(
        `bianzu.${kind === 'acknowledgement' ? 'reply' : 'out'}.${destination}`,
      );
    const unread = delivered.filter(
      ({ id, destination, kind }) => isRead(kind, destination) && !read.has(id),
    );
    return [...rows.map(({ what }) => what), ...unread.slice(0, 20).map(({ id }) => `unread ${id}`)];
  } finally {
    await client.end();
  }
}

async function waitingInQueues({ brokerUrls, prefix, lanes }: Installation): Promise<string[]> {
  const names = [
    ...Array.from({ length: lanes }, (_, lane) => `bianzu.work.${lane}`),
    'bianzu.intake.sys-1',
    'bianzu.intake.forwarder-edi',
    'bianzu.intake.unknown-sender',
    'bianzu.dead-letters',
    canonicalQueue,
  ];
  const [brokerUrl] = brokerUrls;
  if (brokerUrl === undefined) return [];
  const connection = await connect(brokerUrl);
  // told by what the questions throw
  connection.on('error', () => undefined);
  try {
    const channel = await connection.createChannel();
    channel.on('error', () => undefined);
    const left: string[] = [];
    for (const name of names) {
      const { messageCount } = await channel.checkQueue(prefix + name);
      if (messageCount > 0) left.push(`queue ${name}: ${messageCount}`);
    }
    return left;
  } finally {
    await connection.close();
  }
}
