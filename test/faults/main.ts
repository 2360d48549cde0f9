import { Command } from 'commander';
import { boundaries } from './rig/boundaries.js';
import { runFaults } from './rig/run.js';
import { FaultServices } from './rig/services.js';
import { shortLoad } from './rig/load.js';

const options = new Command('faults')
  .option('--seed <text>', '', '1')
  .option('--only <names>', '', 'kill-gateway,kill-worker,kill-postgres,kill-rabbitmq')
  .option('--gateways <n>', '', '1')
  .option('--boundaries <regex>', '', '^$')
  .parse()
  .opts<{ seed: string; only: string; gateways: string; boundaries: string }>();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const services = await FaultServices.start();
try {
  const result = await runFaults(services, {
    seed: options.seed,
    gateways: Number(options.gateways),
    workers: 2,
    load: shortLoad,
    faults: options.only.split(',').filter((name) => name !== 'none'),
    boundaries: boundaries.filter(({ name }) => new RegExp(options.boundaries).test(name)),
    calmMs: 2_000,
    awayMs: 2_000,
    progress: (line) => console.log(line),
  });
  console.log(JSON.stringify({ ...result, plan: undefined }, null, 1));
} finally {
  await services.stop();
}
