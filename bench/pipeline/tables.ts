import type { IntakeResult } from './intake.js';
import type { Measurement } from './measure.js';
import type { TelemetryResult } from './telemetry.js';

export function intakeTable(results: readonly IntakeResult[]): string {
  return [
    '',
    'intake: HTTP request to durable answer, 2 KB GB18030 XML',
    row('', 'connections', 'messages/s', 'p50 ms', 'p99 ms', 'CPU µs', 'MB'),
    ...results.flatMap(({ bare, bianzu, perSecondRatio, p99Ratio }) => [
      intakeRow(bare),
      intakeRow(bianzu),
      `  median of the rounds: ${percent(perSecondRatio)} of the messages/s, ${p99Ratio.toFixed(2)} x the p99`,
    ]),
  ].join('\n');
}

export function endToEndTable(results: readonly Measurement[]): string {
  return [
    '',
    'end to end: HTTP request to publication, everything committed, 2 KB GB18030 XML',
    row('', 'published/s', 'lag p50 ms', 'lag p99 ms', 'first lag', 'last lag', 'missing', 'CPU µs', 'MB'),
    ...results.map((one) =>
      row(
        one.name,
        whole(one.published?.perSecond),
        whole(one.published?.lagP50Ms),
        whole(one.published?.lagP99Ms),
        whole(one.published?.firstLagMs),
        whole(one.published?.lastLagMs),
        whole(one.published?.missing),
        whole(one.cpuMicrosecondsPerMessage),
        whole(one.peakMegabytes),
      ),
    ),
  ].join('\n');
}

export function telemetryTable(results: readonly TelemetryResult[]): string {
  return [
    '',
    'what telling costs: gateway and worker, end to end, at the same rate',
    row('', 'CPU µs', 'more', 'messages/s'),
    ...results.map(({ name, cpuMicroseconds, share, perSecond }) =>
      row(name, whole(cpuMicroseconds), percent(share), whole(perSecond)),
    ),
  ].join('\n');
}

function intakeRow(one: Measurement): string {
  return row(
    one.name,
    String(one.connections),
    whole(one.perSecond),
    one.p50Ms.toFixed(1),
    one.p99Ms.toFixed(1),
    whole(one.cpuMicrosecondsPerMessage),
    whole(one.peakMegabytes),
  );
}

function row(name: string, ...cells: readonly string[]): string {
  return name.padEnd(30) + cells.map((cell) => cell.padStart(12)).join('');
}

function whole(value: number | undefined): string {
  return value === undefined ? '-' : String(Math.round(value));
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
