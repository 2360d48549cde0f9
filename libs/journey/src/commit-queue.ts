import type { Engines } from './engines.js';
import type { Outcome, SettledOutcome } from './outcome.js';

interface Waiting {
  readonly outcomes: readonly Outcome[];
  readonly engines: Engines;
  readonly resolve: (settled: readonly SettledOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

type CommitOutcomes = (outcomes: readonly Outcome[], engines: Engines) => Promise<readonly SettledOutcome[]>;

/** Outcomes that are committed together at most. */
const mostOutcomes = 500;

/**
 * Makes one transaction of what the lanes of a process have examined: while one commits, the others gather, and are
 * examined meanwhile. Transactions of one process then never wait for each other at the same customers, and the database
 * writes larger sets. When a group fails, each lane's outcomes are tried by themselves, so that nobody fails for another.
 */
export class CommitQueue {
  private waiting: Waiting[] = [];
  private isCommitting = false;

  constructor(private readonly commitOutcomes: CommitOutcomes) {}

  /** @returns what became of those of the messages that were still waiting. @throws what the commit threw */
  add(outcomes: readonly Outcome[], engines: Engines): Promise<readonly SettledOutcome[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ outcomes, engines, resolve, reject });
      if (!this.isCommitting) void this.commitAll();
    });
  }

  /** Never rejects: every lane gets its own answer or error. */
  private async commitAll(): Promise<void> {
    this.isCommitting = true;
    while (this.waiting.length > 0) await this.commit(this.nextGroup());
    this.isCommitting = false;
  }

  /** Outcomes of one configuration: they are acknowledged by its terms. */
  private nextGroup(): Waiting[] {
    const [first] = this.waiting;
    let size = 0;
    let count = 0;
    for (const { outcomes, engines } of this.waiting) {
      count += outcomes.length;
      if (engines !== first!.engines || (size > 0 && count > mostOutcomes)) break;
      size += 1;
    }
    return this.waiting.splice(0, size);
  }

  private async commit(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = group.flatMap((one) => one.outcomes);
      const settled = await this.commitOutcomes(outcomes, group[0]!.engines);
      const byId = new Map(settled.map((outcome) => [outcome.message.envelope.id, outcome]));
      for (const one of group)
        one.resolve(one.outcomes.flatMap(({ message }) => byId.get(message.envelope.id) ?? []));
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error);
      else for (const one of group) await this.commit([one]);
    }
  }
}
