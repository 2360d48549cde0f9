import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { countVerdicts, simulateDay, systemIds } from '../simulators/index.js';
import type { Balance } from '../simulators/balance-table.js';
import { fetchBalanceOf, settledBalance } from '../support/balance.js';
import { dataFolder } from '../support/data-folder.js';
import { databaseUrlOf, startHub, type RunningHub } from '../support/hub-process.js';
import { partialConfiguration } from '../support/partial-configuration.js';
import { storeDump, type StoreDump } from '../support/store-dump.js';

jest.setTimeout(600_000);

const scale = 0.02;
const day = ['--scale', String(scale)];

interface Result {
  readonly balance: Balance;
  readonly store: StoreDump;
}

/** Waits for the end of the day of a hub process. */
async function resultOf(hub: RunningHub, folder: string): Promise<Result> {
  await hub.process.printed(/归并/, 500_000);
  const balance = await settledBalance(hub.operator);
  return { balance, store: await storeDump(databaseUrlOf(hub, folder), hub.operator) };
}

const received = ({ systems }: Balance): number => systems.reduce((sum, system) => sum + system.received, 0);

describe('an example day', () => {
  const [folder, other] = [dataFolder(), dataFolder()];
  const configuration = partialConfiguration(systemIds);
  const start = ({ path }: typeof folder): Promise<RunningHub> =>
    startHub(path, day, { configurationRoot: configuration.root });
  let undisturbed: Result;
  let hub: RunningHub;

  beforeAll(async () => {
    hub = await start(folder);
    undisturbed = await resultOf(hub, folder.path);
    await hub.process.end('SIGKILL');
  });
  afterAll(async () => {
    await hub.process.end('SIGKILL');
    folder.remove();
    other.remove();
    configuration.close();
  });

  /** Once so much of the day has been taken in. */
  const at = (share: number): Promise<unknown> =>
    fetchBalanceOf(hub.operator, (balance) => received(balance) > share * received(undisturbed.balance));

  it('comes to what the simulators expect', () => {
    const { transmissions } = simulateDay({ scale });
    for (const sender of systemIds) {
      const own = transmissions[sender].filter((one) => one.sender === sender);
      const row = undisturbed.balance.systems.find((one) => one.sender === sender);
      expect(row).toMatchObject({ sender, ...countVerdicts(own), isBalanced: true, parked: 0 });
    }
  });

  it('is left by a hub that is told to stop, with what is in hand finished and exit code 0', async () => {
    hub = await start(other);
    await at(0.2);
    expect(await hub.process.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(hub.process.output).not.toContain('归并');
  });

  it('comes to the same balance and store when the hub is killed as well, and started again', async () => {
    hub = await start(other);
    await at(0.5);
    await hub.process.end('SIGKILL');
    expect(hub.process.output).not.toContain('归并');
    hub = await start(other);
    const result = await resultOf(hub, other.path);
    expect(result.balance).toEqual(undisturbed.balance);
    expect(result.store).toEqual(undisturbed.store);
  });
});
