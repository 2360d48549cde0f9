import { Random } from '../../simulators/random.js';
import { boundaries, hubBoundaries, hubPushBoundaries, pushBoundaries, type Boundary } from './boundaries.js';
import { pushedLoad, shortLoad } from './load.js';
import type { RunPlan } from './run.js';
import type { ServiceOptions } from './services.js';

/** A kind of run: what it needs, and what goes wrong in it, in an order that is drawn from a seed. */
export interface Scenario {
  readonly summary: string;
  /** Absent for the embedded edition, which brings its own. */
  readonly services?: ServiceOptions & { readonly smallDisk?: boolean };
  plan(
    seed: string,
  ): Pick<RunPlan, 'isEmbedded' | 'hasPartner' | 'gateways' | 'workers' | 'faults' | 'boundaries'> &
    Partial<Pick<RunPlan, 'load'>>;
}

/** Each of them, and some once more: a fault that chance leaves out is one that nobody has tried. */
function eachAndMore(names: readonly string[], more: number, seed: string): string[] {
  const random = new Random(`${seed}/faults`);
  return random.shuffle([...names, ...Array.from({ length: more }, () => random.pick(names))]);
}

/** The load has a few files at its beginning. */
const whileThereAreFiles = (some: readonly Boundary[]): Boundary[] => {
  const isOfBatch = ({ name }: Boundary): boolean => name.endsWith('a batch');
  return [...some.filter(isOfBatch), ...some.filter((one) => !isOfBatch(one))];
};
const shuffled = (some: readonly Boundary[], seed: string): Boundary[] =>
  whileThereAreFiles(new Random(`${seed}/boundaries`).shuffle(some));

const several = { gateways: 2, workers: 2 };
const one = { gateways: 1, workers: 1 };

const cuts = ['database-away', 'broker-away', 'cut-connections', 'database-stops', 'broker-stops'];
const silences = ['database-stalled', 'broker-stalled', 'database-unheard', 'broker-unheard', 'slow-network'];

const serverFaults = [
  'postgres-restarts',
  'database-read-only',
  'connections-ended',
  'connections-exhausted',
  'broker-full',
];

const partnerFaults = [
  'partner-down',
  'partner-slow',
  'partner-nonsense',
  'partner-busy',
  'kill-sending-worker',
];

/** In different lanes, most likely, and with others of their key before and behind them. */
const withDeadly = { ...shortLoad, deadly: 2 };

export const scenarios: Readonly<Record<string, Scenario>> = {
  kills: {
    summary:
      'kill -9 of gateways, workers, PostgreSQL and RabbitMQ at random moments; gateways and workers told to stop',
    services: {},
    plan: (seed) => ({
      ...several,
      faults: [
        ...eachAndMore(['kill-gateway', 'kill-worker', 'kill-postgres', 'kill-rabbitmq'], 4, seed),
        ...eachAndMore(['stop-gateway', 'stop-worker'], 0, seed),
      ],
    }),
  },
  boundaries: {
    summary: 'kill -9 of the gateway and the worker at every step of the path of a message',
    services: {},
    plan: (seed) => ({ ...one, faults: [], boundaries: shuffled(boundaries, seed) }),
  },
  hub: {
    summary:
      'the embedded edition: kill -9 of the hub at random moments and at every step, and of its own PostgreSQL',
    plan: (seed) => ({
      ...one,
      isEmbedded: true,
      faults: eachAndMore(['kill-hub', 'kill-hub-postgres', 'clock-jumps'], 3, seed),
      boundaries: shuffled(hubBoundaries, seed),
    }),
  },
  network: {
    summary: 'database and broker away or stopped; connections cut',
    services: {},
    plan: (seed) => ({ ...several, faults: eachAndMore(cuts, 0, seed) }),
  },
  silence: {
    summary: 'database and broker silent, unheard, slow',
    services: {},
    plan: (seed) => ({ ...several, faults: eachAndMore(silences, 0, seed) }),
  },
  servers: {
    summary:
      'PostgreSQL that restarts, is read-only, ends connections, has none left; RabbitMQ that takes nothing from publishers',
    services: {},
    plan: (seed) => ({ ...several, faults: eachAndMore(serverFaults, 0, seed) }),
  },
  doubles: {
    summary: 'a frozen worker, one without database, clocks that jump, deliveries that come again',
    services: {},
    plan: (seed) => ({
      ...several,
      faults: eachAndMore(
        ['frozen-worker', 'worker-without-database', 'clock-jumps', 'deliveries-again'],
        0,
        seed,
      ),
    }),
  },
  lanes: {
    summary: 'another number of lanes, three times, while messages are under way',
    services: {},
    plan: (seed) => ({
      ...several,
      faults: eachAndMore(['lanes-change', 'lanes-change', 'lanes-change', 'kill-worker'], 0, seed),
    }),
  },
  deliveries: {
    summary:
      'a partner to whom is pushed: away, slow, busy, talking nonsense; kill -9 of the worker that waits for its answer',
    services: {},
    plan: (seed) => ({
      ...several,
      hasPartner: true,
      load: pushedLoad,
      faults: eachAndMore([...partnerFaults, 'kill-postgres', 'database-unheard', 'frozen-worker'], 3, seed),
    }),
  },
  attempts: {
    summary: 'kill -9 of a worker at every step of an attempt to push something to a partner',
    services: {},
    plan: (seed) => ({
      // with several, one that has a destination would keep it from the one that is to die
      ...one,
      hasPartner: true,
      load: pushedLoad,
      faults: [],
      boundaries: shuffled(pushBoundaries, seed),
    }),
  },
  'hub-deliveries': {
    summary: 'the same two with a hub, which dies while the partner thinks, and with its own PostgreSQL',
    plan: (seed) => ({
      ...one,
      isEmbedded: true,
      hasPartner: true,
      load: pushedLoad,
      faults: eachAndMore([...partnerFaults, 'kill-hub-postgres'], 0, seed),
      boundaries: shuffled(hubPushBoundaries, seed),
    }),
  },
  files: {
    summary: 'large files of lines and of interchanges; kill -9 of both workers in the middle of them',
    services: {},
    plan: () => ({
      ...several,
      load: { ...shortLoad, files: 1, batchSize: 4_000 },
      faults: ['kill-in-a-file', 'kill-in-a-file', 'kill-in-a-file'],
    }),
  },
  deadly: {
    summary: 'messages that end each worker which works on them',
    services: {},
    plan: () => ({ ...several, load: withDeadly, faults: ['deadly-messages'] }),
  },
  'deadly-hub': {
    summary: 'the same with a hub',
    plan: () => ({ ...one, isEmbedded: true, load: withDeadly, faults: ['deadly-messages'] }),
  },
  disk: {
    summary: 'the disk of PostgreSQL is full',
    services: { smallDisk: true },
    plan: () => ({ ...one, faults: ['disk-full', 'disk-full'] }),
  },
  cluster: {
    summary: 'RabbitMQ of three nodes, one of which is killed and comes back, at once or after a while',
    services: { brokerNodes: 3 },
    plan: () => ({ ...several, faults: ['kill-rabbitmq', 'node-stops', 'node-stops'] }),
  },
};
