import { Random } from '../../simulators/random.js';
import { boundaries, type Boundary } from './boundaries.js';
import { faults } from './faults.js';
import type { RunPlan } from './run.js';
import type { ServiceOptions } from './services.js';

/** A kind of run: what it needs, and what goes wrong in it, drawn from a seed. */
export interface Scenario {
  readonly summary: string;
  readonly services: ServiceOptions & { readonly smallDisk?: boolean };
  plan(seed: string): Pick<RunPlan, 'gateways' | 'workers' | 'faults' | 'boundaries'>;
}

const several = (names: readonly string[], count: number, seed: string): string[] => {
  const random = new Random(`${seed}/faults`);
  return Array.from({ length: count }, () => random.pick(names));
};

/** The load has a few files at its beginning. */
const whileThereAreFiles = (some: readonly Boundary[]): Boundary[] => {
  const isOfBatch = ({ name }: Boundary): boolean => name.endsWith('a batch');
  return [...some.filter(isOfBatch), ...some.filter((one) => !isOfBatch(one))];
};

const named = (start: string): string[] => Object.keys(faults).filter((name) => name.startsWith(start));
const bad = [
  'database-away',
  'broker-away',
  'database-stalled',
  'broker-stalled',
  'slow-network',
  'cut-connections',
];

export const scenarios: Readonly<Record<string, Scenario>> = {
  kills: {
    summary: 'kill -9 of gateways, workers, PostgreSQL and RabbitMQ at random moments',
    services: {},
    plan: (seed) => ({ gateways: 2, workers: 2, faults: several(named('kill-'), 8, seed) }),
  },
  boundaries: {
    summary: 'kill -9 of the gateway and the worker at every step of the path of a message',
    services: {},
    plan: (seed) => ({
      gateways: 1,
      workers: 1,
      faults: [],
      boundaries: whileThereAreFiles(new Random(`${seed}/boundaries`).shuffle(boundaries)),
    }),
  },
  network: {
    summary: 'database and broker away, silent, slow; connections cut',
    services: {},
    plan: (seed) => ({ gateways: 2, workers: 2, faults: several(bad, 8, seed) }),
  },
  doubles: {
    summary: 'a frozen worker, one without database, clocks that jump, deliveries that come again',
    services: {},
    plan: (seed) => ({
      gateways: 2,
      workers: 2,
      faults: new Random(`${seed}/faults`).shuffle([
        'frozen-worker',
        'worker-without-database',
        'clock-jumps',
        'deliveries-again',
      ]),
    }),
  },
  disk: {
    summary: 'the disk of PostgreSQL is full',
    services: { smallDisk: true },
    plan: () => ({ gateways: 1, workers: 1, faults: ['disk-full', 'disk-full'] }),
  },
  cluster: {
    summary: 'RabbitMQ of three nodes, one of which is killed and comes back',
    services: { brokerNodes: 3 },
    plan: () => ({ gateways: 2, workers: 2, faults: ['kill-rabbitmq', 'kill-rabbitmq'] }),
  },
};
