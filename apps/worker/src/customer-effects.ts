import { join } from 'node:path';
import { createCustomerStore, loadRecordDefinitions, type CustomerStore } from '#libs/customers';
import type { JournalUnitOfWork } from '#libs/journal';
import type { EffectStore } from '#libs/journey';
import type { LiveConfiguration } from '#libs/runtime';

/**
 * The customer store as the journey sees it: it writes in the transaction of the journal's unit of work, and what it
 * keeps of a canonical message is defined by the schemas that are active.
 */
export function customerEffects(configuration: LiveConfiguration): EffectStore {
  let root: string | undefined;
  let store: CustomerStore | undefined;
  return {
    apply(unit, effects) {
      const { root: active } = configuration.current;
      if (store === undefined || root !== active) store = storeOver(active);
      root = active;
      return store.apply((unit as JournalUnitOfWork).manager, effects);
    },
  };
}

function storeOver(root: string): CustomerStore {
  const { definitions, problems } = loadRecordDefinitions(join(root, 'schemas'));
  if (problems.length > 0) throw new Error(`the canonical schemas are wrong: ${problems[0]!.message.en}`);
  return createCustomerStore({ definitions });
}
