import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { Credentials } from '#libs/partners';
import { openDatabase } from '#libs/runtime';
import { startChild, type Child } from './child.js';
import { newDatabase } from './database.js';
import type { Services, Subject } from './subject.js';

/**
 * The distributed edition as built: one gateway, and workers when messages are to travel. Without workers, what is taken
 * in stays in the journal.
 */
export async function startBianzu(services: Services, workers: number): Promise<Subject> {
  const database = await newDatabase(services.databaseUrl);
  const prefix = `bench-${randomBytes(4).toString('hex')}.`;
  const environment = {
    DATABASE_URL: database.url,
    AMQP_URL: services.amqpUrl,
    BIANZU_AMQP_PREFIX: prefix,
    PORT: '0',
    NODE_ENV: 'production',
  };
  const token = await issueToken(database.url);
  const gateway = await startChild(program('gateway'), [], /gateway: (http:\S+)/, { environment });
  const children: Child[] = [gateway];
  for (let n = 0; n < workers; n++)
    children.push(await startChild(program('worker'), [], /(worker: ready)/, { environment }));
  return {
    name: 'Bianzu',
    url: `${gateway.ready[1]!}/v1/messages`,
    token,
    published: { exchange: `${prefix}bianzu.canonical`, pattern: 'transport-order.#' },
    pids: children.map(({ pid }) => pid),
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()));
      await database.drop();
    },
  };
}

function program(app: 'gateway' | 'worker'): string {
  return resolve('dist/apps', app, 'src/main.js');
}

async function issueToken(databaseUrl: string): Promise<string> {
  const dataSource = await openDatabase(databaseUrl);
  const token = await new Credentials(dataSource).issue('sys-1', ['messages']);
  await dataSource.destroy();
  return token;
}
