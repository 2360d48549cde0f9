import { parseArgs } from 'node:util';
import { bytesOf, tableSizes } from '#libs/journal';
import { openDatabase } from '#libs/runtime';
import { startPostgres } from '../../scripts/setup/postgres.mjs';
import { writeResults } from '../measure/results.js';
import { table, whole } from '../measure/table.js';
import { newDatabase } from '../pipeline/subjects/database.js';
import { fill, type FillOptions } from './fill.js';
import { measureKeyLayouts } from './key-layouts.js';
import { measureSearches, type Waited } from './probes.js';
import { measureWrites, type WriteRate } from './write-rate.js';

/**
 * npm run bench:growth -- --messages 10000000: how searches and journal writes do when the journal grows, and what a
 * message takes on disk. A private PostgreSQL with durable commits, or the one of DATABASE_URL. `--layouts`: business keys
 * in days, in months, by hash and in one table, beside each other.
 */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '60' },
    'payload-bytes': { type: 'string', default: '400' },
    times: { type: 'string', default: '200' },
    layouts: { type: 'boolean', default: false },
  },
});
const messages = Number(values.messages);
const days = Number(values.days);
const today = Math.floor(Date.now() / 86_400_000) * 86_400_000;
const options: FillOptions = {
  firstDayMs: today - days * 86_400_000,
  days,
  payloadBytes: Number(values['payload-bytes']),
};
const server = process.env.DATABASE_URL === undefined ? await startPostgres({ isDurable: true }) : undefined;
const database = await newDatabase(server?.url ?? process.env.DATABASE_URL!);
try {
  const result = values.layouts ? await measureKeyLayouts(database.url, messages) : await growth();
  console.log(writeResults(values.layouts ? 'key-layouts' : 'growth', result));
} finally {
  await database.drop();
  await server?.stop();
}

async function growth(): Promise<object> {
  const dataSource = await openDatabase(database.url);
  const steps = [0, 0.1, 1].map((share) => Math.floor((messages * share) / days));
  const writes: { messages: number; rate: WriteRate }[] = [];
  let searches: Waited[] = [];
  let [from, fillSeconds] = [0, 0];
  for (const perDay of steps) {
    const start = performance.now();
    if (perDay > from) await fill(dataSource, options, from, perDay, (line) => console.error(line));
    fillSeconds += (performance.now() - start) / 1000;
    from = Math.max(from, perDay);
    writes.push({ messages: perDay * days, rate: await measureWrites(dataSource, 5, 2_000) });
    if (perDay > 0) searches = await measureSearches(dataSource, options, perDay, Number(values.times));
  }
  const sizes = await tableSizes(dataSource);
  await dataSource.destroy();
  const total = steps.at(-1)! * days;
  show(total, writes, searches, sizes, fillSeconds);
  return { messages: total, days, options, writes, searches, sizes, fillSeconds };
}

function show(
  total: number,
  writes: readonly { messages: number; rate: WriteRate }[],
  searches: readonly Waited[],
  sizes: Awaited<ReturnType<typeof tableSizes>>,
  fillSeconds: number,
): void {
  const rates = writes.map(({ messages: present, rate }) => [
    `${whole(present)} messages there`,
    whole(rate.intake),
    whole(rate.journey),
  ]);
  console.log(
    `\nwrites, messages/s, one at a time, groups of 200, 2,000 bytes (filled in ${whole(fillSeconds)} s)`,
  );
  console.log(table(['', 'intake', 'journey'], rates));
  console.log(`\nsearches over ${whole(total)} messages of ${days} days, ms`);
  const answers = searches.map((one) => [
    one.question,
    ...[one.p50, one.p95, one.worst].map((ms) => ms.toFixed(1)),
    one.found.toFixed(1),
  ]);
  console.log(table(['', 'p50', 'p95', 'worst', 'found'], answers));
  console.log(`\nbytes per message, payload of ${options.payloadBytes} bytes`);
  const large = sizes.filter((one) => bytesOf(one) / total >= 1);
  const shares = large.map((one) => [
    one.table,
    ...[one.heapBytes, one.toastBytes, one.indexBytes, bytesOf(one)].map((bytes) => whole(bytes / total)),
  ]);
  console.log(table(['', 'rows', 'long values', 'indexes', 'together'], shares));
}
