import { describe, expect, it } from '@jest/globals';
import { randomFrom } from '../test/random.js';
import { shuffled } from '../test/random-effects.js';
import type { Cluster, MatchRecord, PairDecision } from './match-record.js';
import { resolveRecords } from './resolve-records.js';
import { customerIdOfCreditCode } from './stable-id.js';

const record = (id: string, creditCode: string | undefined, ...softKeys: string[]): MatchRecord => ({
  id,
  sortKey: id,
  creditCode,
  softKeys,
});
const decision = (
  first: string,
  second: string,
  verdict: PairDecision['verdict'],
  day = 1,
): PairDecision => ({
  first,
  second,
  verdict,
  sortKey: `2026-03-${String(day).padStart(2, '0')} ${first}${second}`,
});
const membersOf = (clusters: readonly Cluster[]): string[] =>
  clusters.map((cluster) => cluster.recordIds.join('') + (cluster.needsReview ? '?' : ''));
const resolve = (records: readonly MatchRecord[], ...decisions: PairDecision[]): string[] =>
  membersOf(resolveRecords(records, decisions));

describe('matching by rules', () => {
  it('joins the records of one credit code, whatever their names', () => {
    expect(resolve([record('a', 'A'), record('b', 'A', 'n1'), record('c', 'C')])).toEqual(['ab', 'c']);
  });

  it('joins records without a code that share a soft key, also through each other', () => {
    expect(
      resolve([
        record('a', undefined, 'n1'),
        record('b', undefined, 'n1', 'n2'),
        record('c', undefined, 'n2'),
      ]),
    ).toEqual(['abc']);
  });

  it('attaches records without a code to the only code that they touch', () => {
    expect(
      resolve([record('a', 'A', 'n1'), record('b', undefined, 'n1', 'n2'), record('c', undefined, 'n2')]),
    ).toEqual(['abc']);
  });

  it('never merges two codes through a third record, which stays apart for review', () => {
    expect(
      resolve([record('a', 'A', 'n1'), record('b', 'B', 'n2'), record('c', undefined, 'n1', 'n2')]),
    ).toEqual(['a', 'b', 'c?']);
  });

  it('never merges two codes that share a soft key', () => {
    expect(resolve([record('a', 'A', 'n1'), record('b', 'B', 'n1')])).toEqual(['a', 'b']);
  });

  it('names a customer by its code, else by its first record', () => {
    const [coded, other] = resolveRecords([record('a', 'A', 'n1'), record('b', undefined, 'n2')], []);
    expect(coded!.customerId).toBe(customerIdOfCreditCode('A'));
    expect(other!.customerId).toBe('b');
  });

  it('takes ten thousand records of one key in its stride', () => {
    const records = Array.from({ length: 10_000 }, (_, index) => record(`r${index}`, undefined, 'n1'));
    expect(resolveRecords(records, [])).toHaveLength(1);
  });
});

describe('decisions of people', () => {
  const twins = [record('a', 'A', 'n1'), record('b', 'A', 'n1')];

  it('split what the rules join, and give both parts ids of their own', () => {
    const clusters = resolveRecords(twins, [decision('a', 'b', 'different')]);
    expect(membersOf(clusters)).toEqual(['a', 'b']);
    expect(clusters.map((cluster) => cluster.customerId)).toEqual([customerIdOfCreditCode('A'), 'b']);
  });

  it('join what the rules keep apart, even two codes', () => {
    expect(resolve([record('a', 'A'), record('b', 'B')], decision('a', 'b', 'same'))).toEqual(['ab']);
  });

  it('give way to newer ones', () => {
    expect(resolve(twins, decision('a', 'b', 'different', 1), decision('a', 'b', 'same', 2))).toEqual(['ab']);
    expect(resolve(twins, decision('a', 'b', 'different', 2), decision('a', 'b', 'same', 1))).toEqual([
      'a',
      'b',
    ]);
  });

  it('leave a record that was taken out alone: the others stay together, later ones join them', () => {
    const records = [...twins, record('c', 'A'), record('d', 'A')];
    const out = [decision('a', 'b', 'different'), decision('a', 'c', 'different')];
    expect(resolve(records, ...out)).toEqual(['a', 'bcd']);
    expect(resolve(records.slice(0, 3), out[0]!)).toEqual(['ac?', 'b']);
  });

  it('hold against soft keys too, and what lies between is for review', () => {
    const records = [
      record('a', undefined, 'n1'),
      record('b', undefined, 'n1'),
      record('c', undefined, 'n1'),
    ];
    expect(resolve(records.slice(0, 2), decision('a', 'b', 'different'))).toEqual(['a', 'b']);
    expect(resolve(records, decision('a', 'b', 'different'))).toEqual(['a?', 'b?', 'c?']);
    expect(
      resolve([record('a', 'A', 'n1'), record('b', undefined, 'n1')], decision('a', 'b', 'different')),
    ).toEqual(['a', 'b']);
  });
});

it.each(Array.from({ length: 200 }, (_, seed) => seed))(
  'matching does not depend on order (seed %i)',
  (seed) => {
    const random = randomFrom(seed);
    const one = (options: number): number => Math.floor(random() * options);
    const records = Array.from({ length: 12 }, (_, index) =>
      record(
        `r${String(index).padStart(2, '0')}`,
        random() < 0.4 ? `C${one(3)}` : undefined,
        ...Array.from({ length: one(3) }, () => `n${one(6)}`),
      ),
    );
    const decisions = Array.from({ length: one(6) }, (_, index) =>
      decision(
        records[one(6)]!.id,
        records[6 + one(6)]!.id,
        random() < 0.5 ? 'same' : 'different',
        1 + index,
      ),
    );
    const expected = resolveRecords(records, decisions);
    expect(expected.flatMap((cluster) => cluster.recordIds)).toHaveLength(records.length);
    expect(new Set(expected.map((cluster) => cluster.customerId)).size).toBe(expected.length);
    expect(resolveRecords(shuffled(records, random), shuffled(decisions, random))).toEqual(expected);
    if (decisions.length > 0) return;
    for (const { recordIds } of expected) {
      const codes = recordIds.flatMap((id) => records.find((found) => found.id === id)!.creditCode ?? []);
      expect(new Set(codes).size).toBeLessThanOrEqual(1);
    }
  },
);
