import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../../support/eventually.js';
import { EmbeddedInstallation } from '../embedded-installation.js';
import type { Member } from '../installation.js';
import { servicesOf, type Fault } from './fault.js';

async function kill({ process }: Member): Promise<string> {
  await process.kill();
  await process.ready();
  return process.name;
}

/** As a service manager does at an update: what is in hand is finished. */
async function stop({ process }: Member): Promise<string> {
  const { code } = await process.restart();
  if (code !== 0) throw new Error(`${process.name} ended with ${code}: ${process.output}`);
  await process.ready();
  return process.name;
}

/** kill -9 of a process or a service, which is started again: at once, or, where it `stops`, after a while. */
export const kills: Readonly<Record<string, Fault>> = {
  'kill-gateway': ({ installation, random }) => kill(random.pick(installation.gateways)),
  'kill-worker': ({ installation, random }) => kill(random.pick(installation.workers)),
  'kill-postgres': async (context) => {
    const { postgres } = servicesOf(context);
    await postgres.kill();
    await postgres.startAgain();
    return 'postgres';
  },
  'kill-rabbitmq': async (context) => {
    const { brokers } = servicesOf(context);
    const index = context.random.integer(0, brokers.length - 1);
    await brokers[index]!.kill();
    await brokers[index]!.startAgain();
    return `node ${index + 1}`;
  },
  /** One of several is away for a while, and the others go on without it. */
  'node-stops': async (context) => {
    const { brokers } = servicesOf(context);
    const index = context.random.integer(0, brokers.length - 1);
    await brokers[index]!.kill();
    await pause(context.awayMs);
    await brokers[index]!.startAgain();
    return `node ${index + 1}`;
  },
  'stop-gateway': ({ installation, random }) => stop(random.pick(installation.gateways)),
  'stop-worker': ({ installation, random }) => stop(random.pick(installation.workers)),
  'kill-hub': ({ installation, random }) => kill(random.pick(installation.members)),
  /** The hub's own PostgreSQL; the hub starts it again itself. */
  'kill-hub-postgres': async ({ installation }) => {
    if (!(installation instanceof EmbeddedInstallation)) throw new Error('there is no hub');
    // one that was killed before may be on its way back
    await eventually('the PostgreSQL of the hub is there', () => installation.killDatabase(), {
      withinMs: 60_000,
    });
    await pause(100);
    return 'the PostgreSQL of the hub';
  },
  'database-stops': async (context) => {
    const { postgres } = servicesOf(context);
    await postgres.kill();
    await pause(context.awayMs);
    await postgres.startAgain();
    return `${context.awayMs} ms`;
  },
  'broker-stops': async (context) => {
    const { brokers } = servicesOf(context);
    for (const node of brokers) await node.kill();
    await pause(context.awayMs);
    await Promise.all(brokers.map((node) => node.startAgain()));
    return `${context.awayMs} ms`;
  },
};
