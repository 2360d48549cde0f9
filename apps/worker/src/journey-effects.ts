import type { JournalUnitOfWork } from '#libs/journal';
import type { EffectStore } from '#libs/journey';
import type { LiveConfiguration } from '#libs/runtime';
import { freightStatistics } from '#libs/statistics';
import { customerEffects } from './customer-effects.js';

/** Everything that keeps what messages say, in the journal's transaction and in this order: statistics follow the store. */
export function journeyEffects(configuration: LiveConfiguration): EffectStore {
  const customers = customerEffects(configuration);
  const statistics = freightStatistics();
  return {
    async apply(unit, effects) {
      await customers.apply(unit, effects);
      await statistics.apply((unit as JournalUnitOfWork).manager, effects);
    },
  };
}
