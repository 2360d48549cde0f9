import { eventually } from './eventually.js';
import type { HubClient } from './hub-client.js';

export interface BalanceView {
  readonly systems: readonly {
    readonly sender: string | null;
    readonly received: number;
    readonly accepted: number;
    readonly refused: number;
    readonly duplicate: number;
    readonly quarantined: number;
    readonly parked: number;
    readonly pending: number;
    readonly isBalanced: boolean;
    readonly recordsInStore: number;
  }[];
  readonly customers: { readonly before: number; readonly after: number };
}

/** The balance as soon as it is what the test waits for. */
export function fetchBalanceOf(
  operator: HubClient,
  isExpected: (balance: BalanceView) => boolean,
): Promise<BalanceView> {
  return eventually(
    'the balance is as expected',
    async () => {
      const { status, body } = await operator.get<BalanceView>('/v1/statistics/balance');
      return status === 200 && isExpected(body) && body;
    },
    { withinMs: 180_000 },
  );
}

/** The balance when nothing is on its way any more. */
export function settledBalance(operator: HubClient): Promise<BalanceView> {
  return fetchBalanceOf(operator, ({ systems }) => systems.every(({ pending }) => pending === 0));
}
