import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { shortLoad } from './rig/load.js';
import { runFaults, type RunResult } from './rig/run.js';
import { FaultServices } from './rig/services.js';

jest.setTimeout(600_000);

const seed = '20260316';
const kills = ['kill-gateway', 'kill-worker', 'kill-postgres', 'kill-rabbitmq'];

describe(`an installation under load whose parts are killed, one after the other (seed ${seed})`, () => {
  let services: FaultServices;
  let result: RunResult;

  beforeAll(async () => {
    services = await FaultServices.start();
    result = await runFaults(services, {
      seed,
      gateways: 1,
      workers: 2,
      load: shortLoad,
      faults: kills,
      calmMs: 1_000,
      awayMs: 1_000,
    });
  });
  afterAll(() => services.stop());

  it('has lost nothing, doubled nothing, kept every order and answered for everything', () => {
    expect({ schedule: result.schedule, findings: result.findings }).toMatchObject({ findings: [] });
  });

  it('was really sent something, and really disturbed', () => {
    expect(result.messages).toBeGreaterThan(50);
    expect(result.schedule).toHaveLength(2 * kills.length);
    expect(result.starts).toBeGreaterThanOrEqual(5);
  });
});
