import { parseArgs } from 'node:util';
import { SchemaLibrary } from '#libs/validation';
import { mustAgree, type Contestant } from '../measure/contestant.js';
import { writeResults } from '../measure/results.js';
import { measure, type Measured } from '../measure/rounds.js';
import { ratio, table, whole } from '../measure/table.js';
import { iftminInterchange } from '../messages/iftmin.js';
import { x12Interchange } from '../messages/x12-404.js';
import { installPeers } from '../peers/load-peer.js';
import { compareLarge, printLarge, type LargeRuns } from './large/compare-large.js';
import { bareSplitter } from './sides/bare-splitter.js';
import { edifactPeer } from './sides/edifact-peer.js';
import { nodeX12Peer } from './sides/node-x12-peer.js';
import { ours } from './sides/ours.js';
import { tsEdifactPeer } from './sides/ts-edifact-peer.js';

/**
 * npm run bench:edi: how many EDI messages one thread reads in a second, beside a bare splitter and the other software that
 * there is for Node. `bench/README.md` says how to read the tables.
 */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    'slice-ms': { type: 'string', default: '250' },
    'without-large': { type: 'boolean', default: false },
  },
});

installPeers();
const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });
const edifactSides = [
  bareSplitter("'", '+', ':'),
  ...ours('edifact', 'edifact/d96a/IFTMIN', schemas),
  ...edifactPeer(),
  ...tsEdifactPeer(),
];
const x12Sides = [bareSplitter('~', '*', '\0'), ...ours('x12', 'x12/004010/404', schemas), ...nodeX12Peer()];
const results = {
  iftmin: compare('IFTMIN, D.96A', edifactSides, iftminInterchange),
  'x12-404': compare('X12 404, 004010', x12Sides, x12Interchange),
};
const large = options['without-large'] ? {} : largeResults();
console.log(`\n${writeResults('edi', { ...results, ...large })}`);

function largeResults(): Record<string, LargeRuns> {
  const iftminLarge = compareLarge('edifact');
  printLarge('IFTMIN', iftminLarge);
  const x12Large = compareLarge('x12');
  printLarge('X12 404', x12Large);
  return { 'iftmin-100-mb': iftminLarge, 'x12-404-100-mb': x12Large };
}

function compare(
  title: string,
  sides: readonly Contestant[],
  interchange: (number: number) => Buffer,
): Measured[] {
  const messages = Array.from({ length: 100 }, (_, at) => interchange(1000 + at * 37));
  mustAgree(sides, messages);
  const measured = measure(sides, messages, {
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
