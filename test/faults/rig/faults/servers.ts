import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { servicesOf, type Fault, type FaultContext } from './fault.js';

const betweenEndsMs = 200;

/** PostgreSQL and RabbitMQ are there, and do not do what they are asked to. */
export const servers: Readonly<Record<string, Fault>> = {
  /** As at an update: it says goodbye to everybody, and refuses others until it is back. */
  'postgres-restarts': async (context) => {
    const { postgres } = servicesOf(context);
    await postgres.shutDown();
    await postgres.startAgain();
    return 'postgres';
  },
  /** As after a failover to a standby that was not promoted: it can be read, and nothing can be written. */
  'database-read-only': async (context) => {
    await administer(context, [
      "ALTER SYSTEM SET default_transaction_read_only = 'on'",
      'SELECT pg_reload_conf()',
    ]);
    await pause(context.awayMs);
    await administer(context, [
      'SET default_transaction_read_only = off',
      'ALTER SYSTEM RESET default_transaction_read_only',
      'SELECT pg_reload_conf()',
    ]);
    return `${context.awayMs} ms`;
  },
  /** Whoever has a connection loses it now and then, in the middle of whatever it does. */
  'connections-ended': async (context) => {
    const untilMs = performance.now() + context.awayMs;
    let count = 0;
    for (; performance.now() < untilMs; count += 1) {
      await administer(context, [endsOne]);
      await pause(betweenEndsMs);
    }
    return `${count} connections`;
  },
  /** Somebody else takes them all, and is quicker: whoever connects is told that there are too many already. */
  'connections-exhausted': async (context) => {
    const { postgres } = servicesOf(context);
    const taken: pg.Client[] = [];
    const untilMs = performance.now() + context.awayMs;
    while (performance.now() < untilMs) {
      const one = await connected(postgres.url);
      if (one !== undefined) taken.push(one);
      else {
        await taken[0]!.query(endsAll);
        await pause(betweenEndsMs);
      }
    }
    await Promise.all(taken.map((client) => client.end()));
    return `${taken.length} connections`;
  },
  /** RabbitMQ has no memory left, and takes nothing from anybody who publishes; nobody is told that. */
  'broker-full': async (context) => {
    const { brokers } = servicesOf(context);
    for (const node of brokers) await node.control('set_vm_memory_high_watermark', '0');
    await pause(context.awayMs);
    for (const node of brokers) await node.control('set_vm_memory_high_watermark', '0.6');
    return `${context.awayMs} ms`;
  },
};

const ofTheInstallation = `FROM pg_stat_activity WHERE datname LIKE 'faults%' AND pid <> pg_backend_pid()`;
const endsOne = `SELECT pg_terminate_backend(pid) ${ofTheInstallation} ORDER BY random() LIMIT 1`;
const endsAll = `SELECT pg_terminate_backend(pid) ${ofTheInstallation}`;

/** @returns undefined when there is no room */
async function connected(url: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  return client.connect().then(
    () => client,
    () => undefined,
  );
}

async function administer(context: FaultContext, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: servicesOf(context).postgres.url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
