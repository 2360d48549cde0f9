import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AttemptEnd, DestinationReading } from '#libs/deliveries';
import { Telemetry } from '#libs/telemetry';
import { DestinationTelemetry } from './destination-telemetry.js';

const quiet: DestinationReading = {
  destination: 'port.orders',
  partner: 'port',
  waiting: 0,
  sending: 0,
  awaitingReceipt: 0,
  offered: 0,
  oldestAgeSeconds: 0,
  breaker: 'closed',
  isHeldBack: false,
};
const partners = { current: { routing: { partner: (id: string) => (id === 'port' ? {} : undefined) } } };

let telemetry: Telemetry;
let readings: () => Promise<readonly DestinationReading[]>;
let watch: DestinationTelemetry;

beforeEach(async () => {
  const options = {
    process: 'worker',
    logLevel: 'error',
    logSuccessesPerSecond: 0,
    environment: {},
  } as const;
  telemetry = await Telemetry.open(options);
  readings = async () => [quiet];
  watch = new DestinationTelemetry(telemetry.metrics, partners as never, () => readings());
  telemetry.beforeReading(() => watch.measure());
});

async function samples(name: string): Promise<string[]> {
  const { text } = await telemetry.exposition();
  await telemetry.close();
  return text.split('\n').filter((line) => line.startsWith(name));
}

const end = (kind: string): AttemptEnd => ({ outcome: { kind }, latencyMs: 40 }) as unknown as AttemptEnd;

describe('metrics of destinations', () => {
  it('count attempts by outcome, and how long they took', async () => {
    watch.ended(quiet, end('accepted'));
    watch.ended(quiet, end('timeout'));
    const labels = 'partner="port",destination="port.orders"';
    expect(await samples('bianzu_delivery_attempt')).toEqual(
      expect.arrayContaining([
        `bianzu_delivery_attempts_total{${labels},outcome="accepted"} 1`,
        `bianzu_delivery_attempts_total{${labels},outcome="timeout"} 1`,
        `bianzu_delivery_attempt_duration_seconds_sum{${labels}} 0.08`,
      ]),
    );
  });

  it('tell what waits, how long, and whether anything goes', async () => {
    readings = async () => [
      { ...quiet, waiting: 3, sending: 1, oldestAgeSeconds: 90, breaker: 'open', isHeldBack: true },
    ];
    const labels = 'partner="port",destination="port.orders"';
    expect(await samples('bianzu_destination')).toEqual([
      `bianzu_destination_backlog{${labels},state="waiting"} 3`,
      `bianzu_destination_backlog{${labels},state="sending"} 1`,
      `bianzu_destination_backlog{${labels},state="awaiting-receipt"} 0`,
      `bianzu_destination_backlog{${labels},state="offered"} 0`,
      `bianzu_destination_oldest_age_seconds{${labels}} 90`,
      `bianzu_destination_breaker{${labels}} 1`,
      `bianzu_destination_paused{${labels}} 1`,
    ]);
  });

  it('have one label for all subscriptions of a partner: all that waits, the oldest, the worst', async () => {
    readings = async () => [
      { ...quiet, destination: 'webhook/1', waiting: 2, oldestAgeSeconds: 5, breaker: 'half-open' },
      { ...quiet, destination: 'webhook/2', waiting: 5, oldestAgeSeconds: 2 },
    ];
    const labels = 'partner="port",destination="subscriptions"';
    const told = await samples('bianzu_destination');
    expect(told).toHaveLength(7);
    expect(told).toEqual(
      expect.arrayContaining([
        `bianzu_destination_backlog{${labels},state="waiting"} 7`,
        `bianzu_destination_oldest_age_seconds{${labels}} 5`,
        `bianzu_destination_breaker{${labels}} 0.5`,
      ]),
    );
  });

  it('are silent while the database is away', async () => {
    readings = () => Promise.reject(new Error('no database'));
    expect(await samples('bianzu_destination')).toEqual([]);
  });
});
