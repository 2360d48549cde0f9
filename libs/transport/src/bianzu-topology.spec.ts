import { describe, expect, it } from '@jest/globals';
import { bianzuTopology } from './bianzu-topology.js';
import { checkTopology } from './topology.js';

const none = { lanes: 1, partners: [], destinations: [] };

describe('bianzuTopology', () => {
  it('has a lane with a single active consumer for each number from 0', () => {
    const { queues, bindings } = bianzuTopology({ ...none, lanes: 3 });
    const lanes = queues.filter((queue) => queue.group === 'work');
    expect(lanes.map((queue) => queue.name)).toEqual(['bianzu.work.0', 'bianzu.work.1', 'bianzu.work.2']);
    expect(lanes.every((queue) => queue.singleActiveConsumer)).toBe(true);
    expect(bindings).toContainEqual({ exchange: 'bianzu.work', queue: 'bianzu.work.2', pattern: '2' });
  });

  it('gives a partner the queues that it has, and both when nothing is said', () => {
    const partners = [
      { id: 'sys-1' },
      { id: 'sys-2', queues: ['intake'] as const },
      { id: 'sys-4', queues: [] },
    ];
    const names = bianzuTopology({ ...none, partners }).queues.map((queue) => queue.name);
    expect(names.filter((name) => /sys-\d/.test(name))).toEqual([
      'bianzu.intake.sys-1',
      'bianzu.reply.sys-1',
      'bianzu.intake.sys-2',
    ]);
  });

  it('has dead letters for every queue that Bianzu itself consumes, except the dead letters', () => {
    const { queues } = bianzuTopology({ lanes: 2, partners: [{ id: 'sys-1' }], destinations: ['sys-4'] });
    const without = queues.filter((queue) => queue.consumer === 'bianzu' && queue.deadLetter === undefined);
    expect(without.map((queue) => queue.name)).toEqual(['bianzu.dead-letters']);
  });

  it.each(['', 'a.b', '*', '#', 'a b', 'unknown-sender', '铁路', 'x'.repeat(101)])(
    'refuses the id %p, which would change what a routing key means',
    (id) => {
      expect(() => bianzuTopology({ ...none, destinations: [id] })).toThrow('cannot be the id');
      expect(() => bianzuTopology({ ...none, partners: [{ id }] })).toThrow('cannot be the id');
    },
  );

  it('refuses an id that is given twice, and a number of lanes that is none', () => {
    expect(() => bianzuTopology({ ...none, destinations: ['a', 'a'] })).toThrow('declared twice');
    expect(() => bianzuTopology({ ...none, lanes: 0 })).toThrow('0 lanes');
    expect(() => bianzuTopology({ ...none, lanes: 1.5 })).toThrow('1.5 lanes');
  });
});

describe('checkTopology', () => {
  it('refuses names that are not declared', () => {
    const queue = { name: 'q', consumer: 'partner' } as const;
    const exchange = { name: 'e', kind: 'direct' } as const;
    const binding = { exchange: 'e', queue: 'q', pattern: 'k' };
    const whole = { exchanges: [exchange], queues: [queue], bindings: [binding] };
    expect(() => checkTopology(whole)).not.toThrow();
    expect(() => checkTopology({ ...whole, queues: [] })).toThrow('"q", unknown');
    expect(() => checkTopology({ ...whole, exchanges: [] })).toThrow('"e", unknown');
    expect(() => checkTopology({ ...whole, exchanges: [{ ...exchange, alternate: 'a' }] })).toThrow('"a"');
    const deadLetter = { exchange: 'd', routingKey: '' };
    expect(() => checkTopology({ ...whole, queues: [{ ...queue, deadLetter }] })).toThrow('"d", unknown');
  });
});
