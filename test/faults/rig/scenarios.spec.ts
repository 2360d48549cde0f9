import { describe, expect, it } from '@jest/globals';
import { boundaries, hubBoundaries, hubPushBoundaries, pushBoundaries } from './boundaries.js';
import { faults } from './faults.js';
import { recoveriesAfter } from './recovery.js';
import { scenarios } from './scenarios.js';

const plans = (seed: string): ReturnType<(typeof scenarios)[string]['plan']>[] =>
  Object.values(scenarios).map((scenario) => scenario.plan(seed));

describe('the kinds of runs', () => {
  it.each(['1', 'any', '20260316'])('try every fault and every boundary, whatever the seed (%s)', (seed) => {
    const drawn = new Set(plans(seed).flatMap((plan) => plan.faults));
    expect([...drawn].sort()).toEqual(Object.keys(faults).sort());
    const reached = new Set(plans(seed).flatMap((plan) => plan.boundaries ?? []));
    expect(reached).toEqual(
      new Set([...boundaries, ...hubBoundaries, ...pushBoundaries, ...hubPushBoundaries]),
    );
  });

  it('have the same faults in the same order for the same seed, and another for others', () => {
    expect(plans('a')).toEqual(plans('a'));
    expect(plans('a')).not.toEqual(plans('b'));
  });
});

describe('the time until it goes on', () => {
  it('is that of the first answer to something that was sent after the fault, and of the last to what was sent by then', () => {
    const sentAtMs = new Map([
      ['before', 90],
      ['after', 110],
      ['later', 120],
    ]);
    const arrivals = [
      { correlationId: 'before', atMs: 105 },
      { correlationId: 'later', atMs: 180 },
      { correlationId: 'after', atMs: 150 },
    ].map((one) => ({
      queue: '',
      routingKey: '',
      messageId: '',
      type: '',
      of: '',
      body: Buffer.of(),
      ...one,
    }));
    const events = [
      { what: 'kill', atMs: 100, afterMs: 0 },
      { what: 'at the end', atMs: 500, afterMs: 0 },
    ];
    expect(recoveriesAfter(events, { sentAtMs }, arrivals)).toEqual([
      { what: 'kill', tookMs: 50, backlogMs: 80 },
    ]);
  });
});
