import { Command } from 'commander';
import { longLoad } from './rig/load.js';
import { runFaults, type RunResult } from './rig/run.js';
import { scenarios, type Scenario } from './rig/scenarios.js';
import { FaultServices } from './rig/services.js';
import { SmallDisk } from './rig/small-disk.js';

const options = new Command('faults')
  .description(
    `Real processes under load, what can go wrong, and an audit by ids.\n${Object.entries(scenarios)
      .map(([name, { summary }]) => `  ${name}: ${summary}`)
      .join('\n')}`,
  )
  .option(
    '--seed <text>',
    'the same seed gives the same messages and faults; the machine decides about moments',
    '1',
  )
  .option('--minutes <n>', 'no run begins after this time, but each kind is run once', '10')
  .option('--only <names>', 'kinds of run, with commas between', Object.keys(scenarios).join(','))
  .option('--away <seconds>', 'how long something stays away', '60')
  .parse()
  .opts<{ seed: string; minutes: string; only: string; away: string }>();

// services and processes go with this one
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const wanted = options.only.split(',');
for (const name of wanted) if (scenarios[name] === undefined) throw new Error(`no kind of run: ${name}`);
const endMs = Date.now() + Number(options.minutes) * 60_000;
let failures = 0;
for (let round = 1; round === 1 || Date.now() < endMs; round += 1) {
  for (const name of wanted) {
    if (round > 1 && Date.now() > endMs) break;
    failures += (await runScenario(name, scenarios[name]!, `${options.seed}/${round}`)) ? 0 : 1;
  }
}
console.log(
  failures === 0 ? 'nothing lost, nothing doubled, everything in order' : `${failures} runs failed`,
);
process.exit(failures === 0 ? 0 : 1);

async function runScenario(name: string, scenario: Scenario, seed: string): Promise<boolean> {
  const needs = scenario.services;
  const disk = needs?.smallDisk === true ? SmallDisk.mount() : undefined;
  if (needs?.smallDisk === true && disk === undefined) {
    console.log(`${name.padEnd(11)} left out: nothing can be mounted here`);
    return true;
  }
  const services = needs === undefined ? undefined : await FaultServices.start({ ...needs, disk });
  try {
    const awayMs = Number(options.away) * 1_000;
    const progress = (line: string): void => console.log(`${name.padEnd(11)}   ${line}`);
    return report(
      name,
      await runFaults(services, {
        seed,
        load: longLoad,
        calmMs: 5_000,
        awayMs,
        progress,
        ...scenario.plan(seed),
      }),
    );
  } finally {
    await services?.stop();
    disk?.unmount();
  }
}

function report(
  name: string,
  { plan, messages, repeats, starts, tookMs, findings, schedule, recoveries }: RunResult,
): boolean {
  const seconds = Math.round(tookMs / 1_000);
  const verdict = findings.length === 0 ? 'ok' : `${findings.length} FINDINGS`;
  console.log(
    `${name.padEnd(11)} seed ${plan.seed.padEnd(8)} ${String(seconds).padStart(5)} s  ${String(messages).padStart(7)} messages` +
      `  ${String(repeats).padStart(6)} sent again  ${String(starts).padStart(3)} starts  ${verdict}`,
  );
  for (const { what, tookMs: forMs, backlogMs } of recoveries.filter((one) => !one.what.includes(' over: ')))
    console.log(
      `${name.padEnd(11)}   ${what}: goes on after ${forMs} ms, nothing left after ${backlogMs} ms`,
    );
  if (findings.length > 0) console.log(['schedule:', ...schedule, 'findings:', ...findings].join('\n  '));
  return findings.length === 0;
}
