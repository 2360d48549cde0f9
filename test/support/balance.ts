import { isSettled, type Balance } from '../simulators/balance-table.js';
import { eventually } from './eventually.js';
import type { HubClient } from './hub-client.js';

/** The balance as soon as it is what the test waits for. */
export function fetchBalanceOf(
  operator: HubClient,
  isExpected: (balance: Balance) => boolean,
): Promise<Balance> {
  return eventually(
    'the balance is as expected',
    async () => {
      const { status, body } = await operator.get<Balance>('/v1/statistics/balance');
      return status === 200 && isExpected(body) && body;
    },
    { withinMs: 180_000 },
  );
}

/** The balance when nothing is on its way any more. */
export function settledBalance(operator: HubClient): Promise<Balance> {
  return fetchBalanceOf(operator, isSettled);
}
