import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mustAgree } from '../measure/contestant.js';
import { writeResults } from '../measure/results.js';
import { measure, type Measured } from '../measure/rounds.js';
import { ratio, table, whole } from '../measure/table.js';
import { installPeers } from '../peers/load-peer.js';
import { compareLarge, printLarge, type LargeRuns } from './large/compare-large.js';
import { messagesOf, sidesOf, type Format } from './sides/index.js';

/**
 * npm run bench:edi: how many EDI messages one thread reads in a second, beside a bare splitter and the other software that
 * there is for Node. `bench/edi/README.md` says how to read the tables.
 */
const { values: options } = parseArgs({
  options: {
    starts: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '5' },
    'slice-ms': { type: 'string', default: '250' },
    'without-large': { type: 'boolean', default: false },
  },
});

installPeers();
const results = {
  iftmin: await compare('IFTMIN, D.96A', 'edifact'),
  'x12-404': await compare('X12 404, 004010', 'x12'),
};
const large = options['without-large'] ? {} : largeResults();
console.log(`\n${writeResults('edi', { ...results, ...large })}`);

async function compare(title: string, format: Format): Promise<Measured[]> {
  const messages = messagesOf(format);
  const sides = sidesOf(format);
  mustAgree(sides, messages);
  const names = sides.map(({ name }) => name);
  const measured = await measure(names, {
    script: join(import.meta.dirname, 'side-process.ts'),
    args: [format],
    starts: Number(options.starts),
    rounds: Number(options.rounds),
    sliceMs: Number(options['slice-ms']),
  });
  const bytes = messages.reduce((sum, { length }) => sum + length, 0) / messages.length;
  const rows = measured.map((one) => [
    one.name,
    whole(one.perSecond),
    `${whole(one.lowest)} - ${whole(one.highest)}`,
    ratio(one.ratio),
  ]);
  console.log(`\n${title}, ${whole(bytes)} bytes, one thread`);
  console.log(table(['', 'messages/s', 'lowest - highest', 'to the splitter'], rows));
  return measured;
}

function largeResults(): Record<string, LargeRuns> {
  const iftminLarge = compareLarge('edifact');
  printLarge('IFTMIN', iftminLarge);
  const x12Large = compareLarge('x12');
  printLarge('X12 404', x12Large);
  return { 'iftmin-100-mb': iftminLarge, 'x12-404-100-mb': x12Large };
}
