import { batchTrip } from './batch.js';
import type { Engines } from './engines.js';
import { commit, examine } from './journey.js';
import type { Outcome } from './outcome.js';
import type { EffectStore, Journal } from './ports.js';

/** Sends messages on their journey: many at a time, each judged on its own, all of them committed together. */
export class Journeys {
  private readonly stopping = new AbortController();

  constructor(
    private readonly journal: Journal,
    private readonly store: EffectStore,
    private readonly engines: () => Promise<Engines>,
  ) {}

  /** A batch in hand stops at its next commit and stays waiting; its progress is kept. */
  stop(): void {
    this.stopping.abort();
  }

  /** Takes the messages all the way. Those that are finished already, by whomever, are passed over. */
  async travel(ids: readonly string[]): Promise<void> {
    const engines = await this.engines();
    const alone: Outcome[] = [];
    for (const message of await this.journal.load(ids)) {
      const batch = batchTrip(message, engines);
      if (batch === undefined) alone.push(await examine(message, engines));
      else await batch.travel(this.journal, this.store, this.stopping.signal);
    }
    if (alone.length > 0)
      await this.journal.inTransaction((unit) => commit(unit, this.store, alone, engines));
  }
}
