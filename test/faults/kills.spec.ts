import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { boundaries } from './rig/boundaries.js';
import { shortLoad } from './rig/load.js';
import { runFaults, type RunResult } from './rig/run.js';
import { FaultServices } from './rig/services.js';

jest.setTimeout(900_000);

const seed = '20260316';
const kills = ['kill-postgres', 'kill-rabbitmq', 'kill-gateway', 'kill-worker'];
/** One of each kind; `npm run faults` has them all. */
const steps = [
  'after the intake commit',
  'work confirmed, not struck off',
  'before the work ack',
  'control number taken, not committed',
];

describe(`an installation under load whose parts are killed, one after the other (seed ${seed})`, () => {
  let services: FaultServices;
  let result: RunResult;

  beforeAll(async () => {
    services = await FaultServices.start();
    result = await runFaults(services, {
      seed,
      gateways: 1,
      workers: 1,
      load: shortLoad,
      faults: kills,
      boundaries: boundaries.filter(({ name }) => steps.includes(name)),
      calmMs: 500,
      awayMs: 1_000,
    });
  });
  afterAll(() => services.stop());

  it('has lost nothing, doubled nothing, kept every order and answered for everything', () => {
    expect({ schedule: result.schedule, findings: result.findings }).toMatchObject({ findings: [] });
  });

  it('was really sent something, and really disturbed', () => {
    expect(result.messages).toBeGreaterThan(50);
    expect(result.schedule).toHaveLength(2 * kills.length + steps.length);
    expect(result.starts).toBeGreaterThanOrEqual(2 + steps.length + 2);
  });
});
