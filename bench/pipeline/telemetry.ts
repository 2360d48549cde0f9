import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withSubject, type Rounds } from './intake.js';
import { measure, median, type Measurement } from './measure.js';
import { startBianzu } from './subjects/bianzu.js';
import type { Services } from './subjects/subject.js';

export interface TelemetryResult {
  readonly name: string;
  /** Processor time of gateway and worker for one message, median of the rounds. */
  readonly cpuMicroseconds: number;
  /** How much more that is than without lines for successes, as a share. */
  readonly share: number;
  readonly perSecond: number;
}

interface TelemetryOptions extends Rounds {
  /** Messages a second: the same for all, and fewer than any can do. */
  readonly rate: number;
}

/** The same load with less and with more told about it, by turns. Metrics are always counted. */
export async function measureTelemetry(
  services: Services,
  { rounds, seconds, rate }: TelemetryOptions,
): Promise<TelemetryResult[]> {
  const collector = await openCollector();
  const ways: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'no line for successes': { BIANZU_LOG_SUCCESSES: '0' },
    'as it comes': {},
    'a line for every success': { BIANZU_LOG_SUCCESSES: '100000' },
    'every trace exported': { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER: 'always_on' },
  };
  const found = new Map<string, Measurement[]>(Object.keys(ways).map((name) => [name, []]));
  try {
    for (let round = 0; round < rounds; round++)
      for (const [name, settings] of Object.entries(ways)) {
        const shape = { connections: 32, seconds, warmUpSeconds: 5, window: 1_000, rate };
        const start = () => startBianzu(services, { workers: 1, settings, name });
        found.get(name)!.push(await withSubject(start, (subject) => measure(subject, shape, services)));
      }
  } finally {
    await collector.close();
  }
  const costOf = (runs: readonly Measurement[]): number =>
    median(runs.map((run) => run.cpuMicrosecondsPerMessage));
  const least = costOf(found.get('no line for successes')!);
  return [...found].map(([name, runs]) => ({
    name,
    cpuMicroseconds: costOf(runs),
    share: costOf(runs) / least - 1,
    perSecond: median(runs.map((run) => run.published?.perSecond ?? run.perSecond)),
  }));
}

/** Takes whatever is exported and forgets it. */
async function openCollector(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
