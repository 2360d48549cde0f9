import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fetchBalanceOf, settledBalance } from '../support/balance.js';
import { dataFolder } from '../support/data-folder.js';
import { startHub, type RunningHub } from '../support/hub-process.js';

jest.setTimeout(240_000);

const scale = ['--scale', '0.05'];

describe('a hub that is told to stop in the middle of its example day', () => {
  const folder = dataFolder();
  let hub: RunningHub;

  beforeAll(async () => {
    hub = await startHub(folder.path, scale);
  });
  afterAll(async () => {
    await hub.process.end('SIGKILL');
    folder.remove();
  });

  it('finishes what is in hand and ends with exit code 0 within seconds', async () => {
    await fetchBalanceOf(hub.operator, (balance) => received(balance) > 50);
    const askedAt = Date.now();
    expect(await hub.process.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(Date.now() - askedAt).toBeLessThan(25_000);
    expect(hub.process.output).not.toContain('归并');
  });

  it('goes on with the day when it is started again, and balances at its end', async () => {
    hub = await startHub(folder.path, scale);
    await hub.process.printed(/归并/);
    const { systems } = await settledBalance(hub.operator);
    expect(systems.filter(({ isBalanced }) => !isBalanced)).toEqual([]);
    expect(received({ systems })).toBeGreaterThan(1000);
  });
});

function received({ systems }: { readonly systems: readonly { readonly received: number }[] }): number {
  return systems.reduce((sum, system) => sum + system.received, 0);
}
