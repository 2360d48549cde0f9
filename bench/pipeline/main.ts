import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { buildWhenStale } from '../../scripts/setup/build.mjs';
import { measureCsv } from './csv.js';
import { measureEndToEnd } from './end-to-end.js';
import { measureIntake } from './intake.js';
import { measureMemory } from './memory.js';
import { installPeers } from './peers.js';
import { startServices } from './services.js';
import { csvTable, memoryTable } from './long-tables.js';
import { endToEndTable, intakeTable, telemetryTable } from './tables.js';
import { measureTelemetry } from './telemetry.js';

interface Options {
  readonly only?: 'intake' | 'end-to-end' | 'csv' | 'memory' | 'telemetry';
  readonly lines: string;
  readonly minutes: string;
  readonly rounds: string;
  readonly seconds: string;
  readonly workers: string;
  readonly connections: string;
  readonly window: string;
  readonly rate?: string;
  readonly profiles?: string;
}

const options = new Command('bench')
  .description('The message path of the distributed edition beside a bare pipeline and Node-RED, in one run')
  .option('--only <part>', 'intake | end-to-end | csv | memory | telemetry; without it the first three')
  .option('--rounds <n>', 'rounds of the intake, ours and bare by turns, and of telemetry', '3')
  .option('--seconds <n>', 'how long each subject is measured', '15')
  .option('--workers <n>', 'worker processes of the end-to-end part', '1')
  .option('--connections <n>', 'of the end-to-end part', '64')
  .option('--window <n>', 'messages under way at once, end to end', '1000')
  .option(
    '--rate <n>',
    'messages a second that are sent; default: as many as the window lets, end to end; 100, memory and telemetry',
  )
  .option('--lines <n>', 'of the nightly file', '100000')
  .option('--profiles <folder>', 'write a CPU profile of each of our processes there')
  .option('--minutes <n>', 'of the memory part', '60')
  .parse()
  .opts<Options>();

await buildWhenStale(resolve('.'));
if (options.only === undefined || options.only === 'end-to-end') installPeers();
const services = { ...(await startServices()), profiles: options.profiles };
try {
  const seconds = Number(options.seconds);
  const results: Record<string, unknown> = { machine: { cpus: cpus().length, model: cpus()[0]?.model } };
  const isWanted = (part: string): boolean =>
    options.only === undefined ? part !== 'memory' && part !== 'telemetry' : options.only === part;
  if (isWanted('intake')) {
    const intake = await measureIntake(services, { rounds: Number(options.rounds), seconds });
    results['intake'] = intake;
    console.log(intakeTable(intake));
  }
  if (isWanted('end-to-end')) {
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
  if (isWanted('csv')) {
    const csv = await measureCsv(services, Number(options.lines));
    results['csv'] = csv;
    console.log(csvTable(csv));
  }
  if (isWanted('memory')) {
    const memory = await measureMemory(services, {
      minutes: Number(options.minutes),
      rate: Number(options.rate ?? '100'),
    });
    results['memory'] = memory;
    console.log(memoryTable(memory));
  }
  if (isWanted('telemetry')) {
    const telemetry = await measureTelemetry(services, {
      rounds: Number(options.rounds),
      seconds,
      rate: Number(options.rate ?? '100'),
    });
    results['telemetry'] = telemetry;
    console.log(telemetryTable(telemetry));
  }
  const folder = resolve('bench/results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `pipeline${options.only === undefined ? '' : `-${options.only}`}.json`),
    `${JSON.stringify(results, null, 2)}\n`,
  );
} finally {
  await services.stop();
}
process.exit(0);
