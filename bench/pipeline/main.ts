import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { buildWhenStale } from '../../scripts/setup/build.mjs';
import { measureEndToEnd } from './end-to-end.js';
import { measureIntake } from './intake.js';
import { installPeers } from './peers.js';
import { startServices } from './services.js';
import { endToEndTable, intakeTable } from './tables.js';

interface Options {
  readonly only?: 'intake' | 'end-to-end';
  readonly rounds: string;
  readonly seconds: string;
  readonly workers: string;
  readonly connections: string;
  readonly window: string;
  readonly rate?: string;
}

const options = new Command('bench')
  .description('The message path of the distributed edition beside a bare pipeline and Node-RED, in one run')
  .option('--only <part>', 'intake | end-to-end')
  .option('--rounds <n>', 'rounds of the intake, ours and bare by turns', '3')
  .option('--seconds <n>', 'how long each subject is measured', '15')
  .option('--workers <n>', 'worker processes of the end-to-end part', '1')
  .option('--connections <n>', 'of the end-to-end part', '64')
  .option('--window <n>', 'messages under way at once, end to end', '1000')
  .option('--rate <n>', 'messages a second that are sent, end to end; default: as many as the window lets')
  .parse()
  .opts<Options>();

await buildWhenStale(resolve('.'));
installPeers();
const services = await startServices();
try {
  const seconds = Number(options.seconds);
  const results: Record<string, unknown> = { machine: { cpus: cpus().length, model: cpus()[0]?.model } };
  if (options.only !== 'end-to-end') {
    const intake = await measureIntake(services, { rounds: Number(options.rounds), seconds });
    results['intake'] = intake;
    console.log(intakeTable(intake));
  }
  if (options.only !== 'intake') {
    const endToEnd = await measureEndToEnd(services, {
      seconds,
      workers: Number(options.workers),
      connections: Number(options.connections),
      window: Number(options.window),
      rate: options.rate === undefined ? undefined : Number(options.rate),
    });
    results['endToEnd'] = endToEnd;
    console.log(endToEndTable(endToEnd));
  }
  const folder = resolve('bench/results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pipeline.json'), `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await services.stop();
}
process.exit(0);
