import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { boundaries, hubBoundaries, type Boundary } from './rig/boundaries.js';
import { pushedLoad, shortLoad } from './rig/load.js';
import { runFaults, type RunPlan, type RunResult } from './rig/run.js';
import { FaultServices } from './rig/services.js';

jest.setTimeout(900_000);

/** Files that are interrupted in the middle are in `large-files.spec.ts`. */
const quickLoad = { ...shortLoad, files: 1, batchSize: 100 };

/** `npm run faults` has many more, and other seeds. */
const plan = { seed: '20260316', gateways: 1, workers: 1, load: quickLoad, calmMs: 500, awayMs: 1_000 };
const steps = (all: readonly Boundary[], names: readonly string[]): Boundary[] =>
  all.filter(({ name }) => names.includes(name));

const kinds: Readonly<Record<string, Pick<RunPlan, 'faults'> & Partial<RunPlan>>> = {
  // one installation for all of it: starting takes longer than what happens in it
  'distributed, pushing to a partner': {
    workers: 2,
    hasPartner: true,
    load: pushedLoad,
    faults: [
      'kill-postgres',
      'kill-rabbitmq',
      'partner-nonsense',
      'partner-busy',
      'partner-slow',
      'partner-down',
      'kill-sending-worker',
    ],
    boundaries: steps(boundaries, ['after the intake commit', 'work confirmed, not struck off']),
  },
  embedded: {
    isEmbedded: true,
    faults: ['kill-hub-postgres'],
    boundaries: steps(hubBoundaries, ['control number taken, not committed']),
  },
};

let services: FaultServices | undefined;
afterAll(() => services?.stop());

describe.each(Object.keys(kinds))(
  `an installation under load with parts that are killed or away, one after the other (%s, seed ${plan.seed})`,
  (name) => {
    const kind = kinds[name]!;
    const { faults, boundaries: own = [], isEmbedded } = kind;
    let result: RunResult;

    beforeAll(async () => {
      if (isEmbedded !== true) services ??= await FaultServices.start();
      result = await runFaults(services, { ...plan, ...kind });
    });

    it('has lost nothing, doubled nothing, kept every order and answered for everything', () => {
      expect({ schedule: result.schedule, findings: result.findings }).toMatchObject({ findings: [] });
    });

    it('was really sent something, and really disturbed', () => {
      expect(result.messages).toBeGreaterThan(20);
      expect(result.schedule).toHaveLength(2 * faults.length + own.length);
      expect(result.starts).toBeGreaterThanOrEqual(1 + own.length);
    });
  },
);
