import { parseArgs } from 'node:util';
import { loadConfiguration } from '#libs/configuration';
import { stageNames } from '#libs/journey';
import { writeResults } from '../measure/results.js';
import { table, whole } from '../measure/table.js';
import { kinds } from './kinds.js';
import { stageTimes, type StageTimes } from './stage-times.js';

/**
 * npm run bench:stages: the microseconds of processor time that one message takes in each stage of its journey, in one thread and without
 * database or broker.
 */
const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, only: { type: 'string', default: '' } },
});

const start = performance.now();
const configuration = loadConfiguration('.');
const loadMs = performance.now() - start;
if (configuration.problems.length > 0) throw new Error(JSON.stringify(configuration.problems));
console.log(`the configuration is loaded in ${whole(loadMs)} ms, once for each process\n`);

const results: Record<string, StageTimes> = {};
for (const { title, messages } of await kinds()) {
  if (!title.includes(options.only)) continue;
  results[title] = await stageTimes(messages, configuration, Number(options.rounds));
}
const rows = Object.entries(results).map(([title, { stages, rest, whole: all, splitters }]) => [
  title,
  ...stageNames.map((name) => whole(stages[name])),
  whole(rest),
  whole(all),
  whole(1_000_000 / all),
  whole(splitters),
]);
console.log(table(['microseconds', ...stageNames, 'between', 'all', 'messages/s', 'splitters'], rows));
console.log(`\n${writeResults('stages', { loadMs, ...results })}`);
