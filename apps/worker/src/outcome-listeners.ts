import type { OutcomeListener } from '#libs/journal';

/** Several that hear of outcomes, one after the other, in the transaction that writes them. */
export function outcomeListeners(...listeners: readonly OutcomeListener[]): OutcomeListener {
  return {
    async recorded(manager, outcomes) {
      for (const listener of listeners) await listener.recorded(manager, outcomes);
    },
  };
}
