// Settings of the measured Node-RED: no editor, quiet, and the clients that its function nodes use.
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import amqplib from 'amqplib';
import iconv from 'iconv-lite';
import pg from 'pg';

const { PORT, DATABASE_URL, AMQP_URL, EXCHANGE } = process.env;

async function openChannel() {
  const channel = await (await amqplib.connect(AMQP_URL)).createConfirmChannel();
  await channel.assertExchange(EXCHANGE, 'topic');
  return channel;
}

const settings = {
  flowFile: fileURLToPath(new URL('flow.json', import.meta.url)),
  uiPort: Number(PORT),
  uiHost: '127.0.0.1',
  httpAdminRoot: false,
  logging: { console: { level: 'info', metrics: false, audit: false } },
  functionGlobalContext: {
    iconv,
    database: new pg.Pool({ connectionString: DATABASE_URL, max: 8 }),
    exchange: EXCHANGE,
    channel: openChannel(),
    newId: randomUUID,
  },
};

// the name under which Node-RED's `require` gets it
export { settings as 'module.exports' };
