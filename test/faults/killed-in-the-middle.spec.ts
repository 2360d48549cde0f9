import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { countVerdicts, DaySender, simulateDay, systemIds } from '../simulators/index.js';
import type { Balance } from '../simulators/balance-table.js';
import { fetchBalanceOf, settledBalance } from '../support/balance.js';
import { dataFolder } from '../support/data-folder.js';
import { startDistributed, type DistributedProcesses } from '../support/distributed-processes.js';
import { databaseUrlOf, startHub, type RunningHub } from '../support/hub-process.js';
import { storeDump, type StoreDump } from '../support/store-dump.js';

jest.setTimeout(300_000);

const scale = 0.05;

interface Result {
  readonly balance: Balance;
  readonly store: StoreDump;
}

/** Waits for the end of the day of a hub process and ends it. */
async function resultOf(hub: RunningHub, folder: string): Promise<Result> {
  await hub.process.printed(/归并/);
  const balance = await settledBalance(hub.operator);
  return { balance, store: await storeDump(databaseUrlOf(hub, folder), hub.operator) };
}

const received = ({ systems }: Balance): number => systems.reduce((sum, system) => sum + system.received, 0);

describe('an example day with a process killed in the middle', () => {
  const folder = dataFolder();
  let undisturbed: Result;

  beforeAll(async () => {
    const hub = await startHub(folder.path, ['--scale', String(scale)]);
    undisturbed = await resultOf(hub, folder.path);
    await hub.process.end('SIGKILL');
  });
  afterAll(() => folder.remove());

  it('comes to what the simulators expect when nothing is killed', () => {
    const { transmissions } = simulateDay({ scale });
    const known = systemIds.map((system) => {
      const own = transmissions[system].filter(({ sender }) => sender === system);
      return { sender: system, ...countVerdicts(own), isBalanced: true, parked: 0 };
    });
    for (const expected of known) {
      const row = undisturbed.balance.systems.find(({ sender }) => sender === expected.sender);
      expect(row).toMatchObject(expected);
    }
  });

  it('comes to the same balance and store when the hub is killed and started again', async () => {
    const other = dataFolder();
    const killed = await startHub(other.path, ['--scale', String(scale)]);
    await fetchBalanceOf(killed.operator, (balance) => received(balance) > received(undisturbed.balance) / 4);
    await killed.process.end('SIGKILL');
    expect(killed.process.output).not.toContain('归并');

    const again = await startHub(other.path, ['--scale', String(scale)]);
    const result = await resultOf(again, other.path);
    await again.process.end('SIGKILL');
    other.remove();
    expect(result.balance).toEqual(undisturbed.balance);
    expect(result.store).toEqual(undisturbed.store);
  });

  it('comes to the same with one gateway and two workers, one of which is killed', async () => {
    const hub: DistributedProcesses = await startDistributed(2);
    try {
      const { transmissions } = simulateDay({ scale });
      const sending = new DaySender(hub).send(transmissions);
      await fetchBalanceOf(hub.operator, (balance) => received(balance) > received(undisturbed.balance) / 4);
      await hub.workers[0]!.end('SIGKILL');
      await sending;
      await fetchBalanceOf(hub.operator, (balance) => received(balance) === received(undisturbed.balance));
      const balance = await settledBalance(hub.operator);
      expect(balance).toEqual(undisturbed.balance);
      expect(await storeDump(hub.databaseUrl, hub.operator)).toEqual(undisturbed.store);
    } finally {
      await hub.close();
    }
  });
});
