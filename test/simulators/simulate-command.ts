import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { AmqpPublisher } from './amqp-publisher.js';
import { simulateDay, type Day } from './day.js';
import { DayRun } from './day-run.js';
import { DaySender } from './day-sender.js';
import { countVerdicts, systemIds, type SystemId, type Transmission } from './transmission.js';
import { writeTransmissions } from './write-transmissions.js';

interface Options {
  readonly system?: SystemId;
  readonly day?: boolean;
  readonly seed: number;
  readonly date?: string;
  readonly scale: number;
  readonly count?: number;
  readonly out?: string;
  readonly url?: string;
  readonly tokens?: string;
  readonly amqp?: string;
  readonly concurrency: number;
}

type Chosen = Partial<Record<SystemId, readonly Transmission[]>>;

const examples = `
Examples:
  npm run simulate -- --system sys-1 --seed 7 --count 20 --out /tmp/sys-1
  npm run simulate -- --day --url http://localhost:8080 --tokens tokens.json
  npm run simulate -- --day --url http://localhost:8080 --tokens tokens.json --amqp amqp://localhost

tokens.json: { "sys-1": "...", "sys-2": "...", "sys-4": "...", "sys-5": "...", "sys-6": "...", "operator": "..." }
With a token of an operator the table of what became of the messages follows; exit code 1 if a row does not balance.
Without --amqp, what the systems would send by AMQP goes by REST.`;

/** The command line of the simulators. @param root the folder of the project */
export function simulateCommand(root: string, print: (line: string) => void): Command {
  return new Command('simulate')
    .description(
      'Makes the messages of a simulated source system, or of all of them, and writes or sends them.',
    )
    .addOption(new Option('--system <id>', 'one source system').choices([...systemIds]).conflicts('day'))
    .option('--day', 'all source systems')
    .option('--seed <n>', 'another seed is another day with other customers', wholeNumber, 1)
    .option('--date <yyyy-MM-dd>', 'the day; by default each seed has its own')
    .option('--scale <x>', '1 is a full day; 0.01 to 10', Number, 1)
    .option('--count <n>', 'only the first n of each system', wholeNumber)
    .option('--out <folder>', 'write each message as a file, and expectations.json')
    .option('--url <url>', 'send to this hub')
    .option('--tokens <file>', 'JSON: partner id to bearer token')
    .option('--amqp <url>', 'the broker for what goes by AMQP')
    .option('--concurrency <n>', 'requests of one system at a time', wholeNumber, 8)
    .addHelpText('after', examples)
    .action(async (options: Options, command: Command) => {
      const problem = contradiction(options);
      if (problem !== undefined) command.error(problem);
      await simulate(options, root, print);
    });
}

function contradiction({ system, day, url, tokens, amqp }: Options): string | undefined {
  if (system === undefined && day !== true) return 'error: name one system (--system) or all of them (--day)';
  if (url !== undefined && tokens === undefined) return 'error: --url needs --tokens';
  if (amqp !== undefined && url === undefined) return 'error: --amqp goes with --url';
  return undefined;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 is wanted');
  return Number(text);
}

async function simulate(options: Options, root: string, print: (line: string) => void): Promise<void> {
  const systems = options.system === undefined ? systemIds : [options.system];
  const { seed, date, scale } = options;
  const day = simulateDay({ seed, date, scale, codeListsRoot: join(root, 'code-lists') }, systems);
  const chosen: Chosen = {};
  for (const system of systems) chosen[system] = day.transmissions[system].slice(0, options.count);
  printExpectations(day, chosen, print);
  if (options.out !== undefined) {
    for (const system of systems) {
      const folder = options.system === undefined ? join(options.out, system) : options.out;
      await writeTransmissions(folder, chosen[system] ?? []);
    }
    print(`written to ${options.out}`);
  }
  if (options.url !== undefined) await send({ ...options, url: options.url }, chosen, print);
}

function printExpectations(day: Day, chosen: Chosen, print: (line: string) => void): void {
  print(`${day.date}, seed ${day.seed}; expected:`);
  print('system   received  accepted   refused duplicate quarantined');
  for (const [system, transmissions] of Object.entries(chosen)) {
    const { received, accepted, refused, duplicate, quarantined } = countVerdicts(transmissions);
    const cells = [received, accepted, refused, duplicate].map((count) => String(count).padStart(9));
    print(`${system.padEnd(7)} ${cells.join(' ')} ${String(quarantined).padStart(11)}`);
  }
}

async function send(
  { url, tokens = '', amqp, concurrency }: Options & { url: string },
  chosen: Chosen,
  print: (line: string) => void,
): Promise<void> {
  const publisher = amqp === undefined ? undefined : new AmqpPublisher(amqp);
  const bearers = JSON.parse(readFileSync(tokens, 'utf8')) as Record<string, string>;
  const sender = new DaySender({
    url,
    tokens: bearers,
    publisher,
    concurrency,
    onProgress: ({ system, sent, total }) => print(`${system}: ${sent} of ${total}`),
  });
  try {
    const reports = await sender.send(chosen);
    for (const [system, { sent, refusedAtDoor, skipped }] of Object.entries(reports)) {
      if (sent + skipped > 0)
        print(`${system}: ${sent} sent, ${refusedAtDoor} refused at once, ${skipped} skipped`);
    }
  } finally {
    await publisher?.close();
  }
  if (bearers.operator === undefined) return;
  const isBalanced = await new DayRun({
    url,
    tokens: bearers,
    print: (text) => process.stdout.write(text),
  }).report();
  if (!isBalanced) process.exitCode = 1;
}
