import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomEffects, shuffled } from '../test/random-effects.js';
import { randomFrom } from '../test/random.js';
import { openStore, type StoreFixture } from '../test/store-fixture.js';
import type { CanonicalEffect } from '#libs/journey';
import { decide } from './index.js';

jest.setTimeout(60_000);

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

  it.each(Array.from({ length: 4 }, (_, seed) => seed))(
    'is the same for any order, batches and repetitions of the same effects (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const effects = randomEffects(random, 40);
      const expected = await storeOf([effects]);
      expect(expected['business_record']!.length).toBeGreaterThan(5);
      for (let round = 0; round < 2; round += 1) {
        const again = shuffled([...effects, ...effects.filter(() => random() < 0.3)], random);
        const batches: CanonicalEffect[][] = [];
        while (again.length > 0) batches.push(again.splice(0, 1 + Math.floor(random() * 9)));
        expect(await storeOf(batches)).toEqual(expected);
      }
    },
  );

  it('is the same wherever people decide in between', async () => {
    const random = randomFrom(7);
    const effects = randomEffects(random, 40);
    const records = ['K0', 'K1', 'K2', 'K3'].map((localId, at) => ({
      system: `sys-${1 + (at % 3)}`,
      localId,
    }));
    const decisions = ([0, 1, 2, 3, 4] as const).map((at) => ({
      first: records[at % 4]!,
      second: records[(at + 1 + (at > 3 ? 1 : 0)) % 4]!,
      verdict: at % 2 === 0 ? ('same' as const) : ('different' as const),
      decidedBy: 'wang',
      decidedAt: `2026-03-1${at}T08:00:00Z`,
      reason: 'asked by phone',
    }));
    // at each cut one decision is made, before the effects from there on
    const storeAfter = async (cuts: readonly number[]): Promise<Record<string, string[]>> => {
      await fixture.empty();
      const left = shuffled(effects, random);
      for (const [at, decision] of shuffled(decisions, random).entries()) {
        await fixture.apply(left.splice(0, cuts[at]));
        await fixture.transaction((manager) => decide(manager, decision));
      }
      await fixture.apply(left);
      return fixture.dump();
    };
    const expected = await storeAfter([40, 0, 0, 0, 0]);
    expect(expected['match_decision']).toHaveLength(5);
    expect(await storeAfter([0, 0, 0, 0, 0])).toEqual(expected);
    for (let round = 0; round < 3; round += 1) {
      expect(await storeAfter([3, 8, 9, 5, 13])).toEqual(expected);
    }
  });

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
