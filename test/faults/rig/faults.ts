import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../simulators/random.js';
import type { FaultInstallation, Member } from './fault-installation.js';

export interface FaultContext {
  readonly installation: FaultInstallation;
  readonly random: Random;
  /** How long something stays away. */
  readonly awayMs: number;
}

/** A thing that goes wrong, and is over when it resolves. */
export type Fault = (context: FaultContext) => Promise<string>;

const someMember = ({ installation, random }: FaultContext): Member => random.pick(installation.members);

async function kill({ process }: Member): Promise<string> {
  await process.kill();
  await process.ready();
  return process.name;
}

export const faults: Readonly<Record<string, Fault>> = {
  'kill-gateway': ({ installation, random }) => kill(random.pick(installation.gateways)),
  'kill-worker': ({ installation, random }) => kill(random.pick(installation.workers)),
  'kill-postgres': async ({ installation: { services } }) => {
    await services.postgres.kill();
    await services.postgres.startAgain();
    return 'postgres';
  },
  'kill-rabbitmq': async ({ installation: { services }, random }) => {
    const index = random.integer(0, services.brokers.length - 1);
    await services.brokers[index]!.kill();
    await services.brokers[index]!.startAgain();
    return `node ${index + 1}`;
  },
  'database-away': async ({ installation, awayMs }) => {
    for (const { database } of installation.members) await database.close();
    await pause(awayMs);
    for (const { database } of installation.members) await database.open();
    return `${awayMs} ms`;
  },
  'broker-away': async ({ installation, awayMs }) => {
    const proxies = installation.members.flatMap(({ brokers }) => brokers);
    for (const proxy of proxies) await proxy.close();
    await pause(awayMs);
    for (const proxy of proxies) await proxy.open();
    return `${awayMs} ms`;
  },
  'cut-connections': async (context) => {
    const { process, database, brokers, door } = someMember(context);
    for (const proxy of context.random.shuffle([database, ...brokers, ...(door ? [door] : [])]).slice(0, 2))
      proxy.cut();
    return process.name;
  },
};
