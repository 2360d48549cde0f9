import { describe, expect, it } from '@jest/globals';
import { CommitQueue } from './commit-queue.js';
import type { Engines } from './engines.js';
import type { Outcome, SettledOutcome } from './outcome.js';

const outcome = (id: string): Outcome => ({ message: { envelope: { id } } }) as unknown as Outcome;
const engines = {} as Engines;
const idsOf = (outcomes: readonly (Outcome | SettledOutcome)[]): string[] =>
  outcomes.map(({ message }) => message.envelope.id);

/** Remembers what is committed together, and holds the first commit until it is told to go on. */
class Commits {
  readonly groups: string[][] = [];
  goOn: () => void = () => undefined;
  private readonly mayGo = new Promise<void>((resolve) => (this.goOn = resolve));

  readonly queue = new CommitQueue(async (outcomes) => {
    this.groups.push(idsOf(outcomes));
    if (this.groups.length === 1) await this.mayGo;
    if (idsOf(outcomes).includes('poison')) throw new Error('poisoned');
    return outcomes.filter((one) => idsOf([one])[0] !== 'finished elsewhere');
  });
}

describe('the commit queue', () => {
  it('commits together what the lanes have examined while another commit was under way', async () => {
    const commits = new Commits();
    const lanes = [['a'], ['b', 'c'], ['d', 'finished elsewhere']].map((ids) =>
      commits.queue.add(ids.map(outcome), engines),
    );
    commits.goOn();
    expect((await Promise.all(lanes)).map(idsOf)).toEqual([['a'], ['b', 'c'], ['d']]);
    expect(commits.groups).toEqual([['a'], ['b', 'c', 'd', 'finished elsewhere']]);
  });

  it('keeps apart what was examined under different configurations, and groups that are too large', async () => {
    const commits = new Commits();
    const many = (letter: string): Outcome[] =>
      Array.from({ length: 300 }, (_, n) => outcome(`${letter}${n}`));
    const lanes = [
      commits.queue.add([outcome('first')], engines),
      commits.queue.add(many('a'), engines),
      commits.queue.add(many('b'), engines),
      commits.queue.add([outcome('c')], {} as Engines),
    ];
    commits.goOn();
    await Promise.all(lanes);
    expect(commits.groups.map((group) => group.length)).toEqual([1, 300, 300, 1]);
  });

  it('fails only the lane whose outcomes cannot be committed', async () => {
    const commits = new Commits();
    const first = commits.queue.add([outcome('first')], engines);
    const lanes = Promise.allSettled(
      ['a', 'poison', 'b'].map((id) => commits.queue.add([outcome(id)], engines)),
    );
    commits.goOn();
    await first;
    expect((await lanes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
