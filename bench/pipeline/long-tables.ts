import { table } from '../measure/table.js';
import type { Slope } from '../measure/slope.js';
import type { CsvResult } from './csv.js';
import type { MemoryResult } from './memory.js';

export function csvTable(results: readonly CsvResult[]): string {
  const [first] = results;
  const rows = results.map((one) => [
    one.name,
    one.takenInSeconds.toFixed(1),
    one.seconds.toFixed(1),
    (one.lines / one.seconds).toFixed(0),
    Object.entries(one.peakMegabytes)
      .map(([name, megabytes]) => `${name} ${megabytes.toFixed(0)}`)
      .join(', '),
  ]);
  return [
    '',
    `nightly file: ${first?.lines} CSV lines, ${first?.megabytes.toFixed(1)} MB, until all are stored and published`,
    table(['', 'taken in s', 'done s', 'lines/s', 'peak MB'], rows),
  ].join('\n');
}

export function memoryTable({ minutes, rate, perSecond, missing, processes }: MemoryResult): string {
  const slope = ({ perSecond: hour, low, high }: Slope): string =>
    `${hour.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;
  const rows = processes.flatMap(({ process, median, slopes, peakResident, isFlat }) =>
    (['resident', 'heap', 'external'] as const).map((kind) => [
      `${process} ${kind}`,
      median[kind].toFixed(1),
      kind === 'resident' ? peakResident.toFixed(1) : '',
      slope(slopes[kind]),
      kind === 'resident' ? (isFlat ? 'flat' : 'RISES') : '',
    ]),
  );
  return [
    '',
    `memory: ${minutes} minutes at ${rate} messages/s (${perSecond.toFixed(0)} done, ${missing} missing); slopes with 95 % confidence`,
    table(['', 'median MB', 'peak MB', 'MB an hour', ''], rows),
  ].join('\n');
}
