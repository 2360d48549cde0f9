import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomEffects, shuffled } from '../test/random-effects.js';
import { randomFrom } from '../test/random.js';
import { openStore, type StoreFixture } from '../test/store-fixture.js';
import type { CanonicalEffect } from './index.js';

describe('the customer store, whatever the order', () => {
  let fixture: StoreFixture;
  beforeAll(async () => {
    fixture = await openStore();
  });
  afterAll(() => fixture.close());
  beforeEach(() => fixture.empty());

  async function storeOf(
    batches: readonly (readonly CanonicalEffect[])[],
  ): Promise<Record<string, string[]>> {
    await fixture.empty();
    for (const batch of batches) await fixture.apply(batch);
    return fixture.dump();
  }

  it.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'is the same for any order, batches and repetitions of the same effects (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const effects = randomEffects(random, 40);
      const expected = await storeOf([effects]);
      expect(expected['business_record']!.length).toBeGreaterThan(5);
      for (let round = 0; round < 4; round += 1) {
        const again = shuffled([...effects, ...effects.filter(() => random() < 0.3)], random);
        const batches: CanonicalEffect[][] = [];
        while (again.length > 0) batches.push(again.splice(0, 1 + Math.floor(random() * 9)));
        expect(await storeOf(batches)).toEqual(expected);
      }
    },
  );

  it('is the same when four writers share the effects', async () => {
    const random = randomFrom(99);
    const effects = randomEffects(random, 160);
    const expected = await storeOf([effects]);
    await fixture.empty();
    const queue = shuffled([...effects, ...effects.slice(0, 60)], random);
    const writer = async (): Promise<void> => {
      for (let batch = queue.splice(0, 5); batch.length > 0; batch = queue.splice(0, 5))
        await fixture.apply(batch);
    };
    await Promise.all([writer(), writer(), writer(), writer()]);
    expect(await fixture.dump()).toEqual(expected);
  });
});
