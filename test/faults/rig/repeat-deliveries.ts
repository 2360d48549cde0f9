import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'amqplib';
import pg from 'pg';
import type { Random } from '../../simulators/random.js';
import type { Installation } from './installation.js';

const share = 0.3;
const fewest = 20;
const most = 2_000;
const lookEveryMs = 200;

/**
 * Publishes orders to work once more, in any order and long after they were done, as a broker or a relay may that has
 * forgotten that it did: nothing may come of it. @returns how many there were
 */
export async function repeatDeliveries(
  { databaseUrl, brokerUrls, prefix, lanes }: Installation,
  random: Random,
): Promise<string> {
  const ids = random.shuffle((await someMessageIds(databaseUrl)).filter(() => random.chance(share)));
  const connection = await connect(brokerUrls[0]!);
  const channel = await connection.createConfirmChannel();
  for (const id of ids) {
    const lane = String(random.integer(0, lanes - 1));
    channel.publish(`${prefix}bianzu.work`, lane, Buffer.from(id), { messageId: id, persistent: true });
  }
  await channel.waitForConfirms();
  await connection.close();
  return `${ids.length} orders to work`;
}

/** As soon as there are some: early in a run, on a slow machine, there are none yet. */
async function someMessageIds(databaseUrl: string): Promise<string[]> {
  for (;;) {
    const ids = await messageIds(databaseUrl);
    if (ids.length >= fewest) return ids;
    await pause(lookEveryMs);
  }
}

async function messageIds(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM message WHERE parent_id IS NULL AND state <> 'received' ORDER BY id DESC LIMIT ${most}`,
  );
  await client.end();
  return rows.map(({ id }) => id);
}
