import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { boundaries, hubBoundaries, type Boundary } from './rig/boundaries.js';
import { shortLoad } from './rig/load.js';
import { runFaults, type RunPlan, type RunResult } from './rig/run.js';
import { FaultServices } from './rig/services.js';

jest.setTimeout(900_000);

/** `npm run faults` has many more, and other seeds. */
const plan = { seed: '20260316', gateways: 1, workers: 1, load: shortLoad, calmMs: 500, awayMs: 1_000 };
const steps = (all: readonly Boundary[], names: readonly string[]): Boundary[] =>
  all.filter(({ name }) => names.includes(name));

const editions: Readonly<Record<string, Pick<RunPlan, 'faults' | 'boundaries' | 'isEmbedded'>>> = {
  distributed: {
    faults: ['kill-postgres', 'kill-rabbitmq'],
    boundaries: steps(boundaries, ['after the intake commit', 'work confirmed, not struck off']),
  },
  embedded: {
    isEmbedded: true,
    faults: ['kill-hub-postgres'],
    boundaries: steps(hubBoundaries, ['control number taken, not committed']),
  },
};

describe.each(Object.keys(editions))(
  `an installation under load whose parts are killed, one after the other (%s, seed ${plan.seed})`,
  (edition) => {
    const { faults, boundaries: own = [], isEmbedded } = editions[edition]!;
    let services: FaultServices | undefined;
    let result: RunResult;

    beforeAll(async () => {
      services = isEmbedded === true ? undefined : await FaultServices.start();
      result = await runFaults(services, { ...plan, faults, boundaries: own, isEmbedded });
    });
    afterAll(() => services?.stop());

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
