import { availableParallelism, loadavg } from 'node:os';
import { Command } from 'commander';
import { longLoad } from './rig/load.js';
import type { Recovery } from './rig/recovery.js';
import { runFaults, type RunPlan } from './rig/run.js';
import { FaultServices, type ServiceOptions } from './rig/services.js';

/** An installation under load, and what is killed in it; each is started again at once. */
interface Measured {
  readonly services?: ServiceOptions;
  readonly plan: Pick<RunPlan, 'isEmbedded' | 'gateways' | 'workers' | 'faults'>;
}

const measured: Readonly<Record<string, Measured>> = {
  'one gateway, one worker': {
    services: {},
    plan: {
      gateways: 1,
      workers: 1,
      faults: ['kill-gateway', 'kill-worker', 'kill-postgres', 'kill-rabbitmq'],
    },
  },
  'two gateways, two workers': {
    services: {},
    plan: { gateways: 2, workers: 2, faults: ['kill-gateway', 'kill-worker', 'frozen-worker'] },
  },
  'two and two, three nodes of RabbitMQ': {
    services: { brokerNodes: 3 },
    plan: { gateways: 2, workers: 2, faults: ['kill-rabbitmq'] },
  },
  'a hub': {
    plan: { gateways: 1, workers: 1, isEmbedded: true, faults: ['kill-hub', 'kill-hub-postgres'] },
  },
};

const { seed, times, only } = new Command('recovery')
  .description('How long it takes after kill -9 of each part, under load, until it goes on.')
  .option('--seed <text>', 'for the messages and for who of several is killed', '1')
  .option('--times <n>', 'how often each is killed', '3')
  .option('--only <words>', 'installations with these words in their names', '')
  .parse()
  .opts<{ seed: string; times: string; only: string }>();

// services and processes go with this one
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const load = (): string => loadavg()[0]!.toFixed(1);
const machine = `${availableParallelism()} processors, Node.js ${process.versions.node}`;
let isAllWell = true;
for (const [name, one] of Object.entries(measured).filter(([name]) => name.includes(only))) {
  const before = load();
  const { recoveries, messages, tookMs, findings } = await run(one);
  const rate = Math.round((1_000 * messages) / tookMs);
  console.log(`\n${name}: ${messages} messages, ${rate}/s; ${machine}, load ${before} to ${load()}`);
  for (const what of new Set(one.plan.faults)) console.log(line(what, recoveries));
  if (findings.length > 0) console.log(['findings:', ...findings].join('\n  '));
  isAllWell &&= findings.length === 0;
}
process.exit(isAllWell ? 0 : 1);

async function run({ services: needs, plan }: Measured): Promise<ReturnType<typeof runFaults>> {
  const services = needs === undefined ? undefined : await FaultServices.start(needs);
  try {
    const faults = Array.from({ length: Number(times) }, () => plan.faults).flat();
    return await runFaults(services, { ...plan, faults, seed, load: longLoad, calmMs: 30_000, awayMs: 0 });
  } finally {
    await services?.stop();
  }
}

function line(what: string, recoveries: readonly Recovery[]): string {
  const own = recoveries.filter((one) => one.what === what);
  const goesOn = range(own.map(({ tookMs }) => tookMs));
  return `  ${what.padEnd(18)} goes on after ${goesOn.padEnd(14)} nothing left after ${range(own.map(({ backlogMs }) => backlogMs))}`;
}

/** From the shortest to the longest. */
function range(ms: readonly number[]): string {
  if (ms.length === 0) return 'never';
  const seconds = [Math.min(...ms), Math.max(...ms)].map((one) => (one / 1_000).toFixed(1));
  return `${[...new Set(seconds)].join(' to ')} s`;
}
