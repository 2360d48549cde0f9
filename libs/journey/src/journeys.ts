import { batchTrip } from './batch.js';
import type { Engines } from './engines.js';
import { commit, examine } from './journey.js';
import { noObserver, type JourneyObserver } from './observer.js';
import type { Outcome } from './outcome.js';
import type { EffectStore, Journal } from './ports.js';

/** Sends messages on their journey: many at a time, each judged on its own, all of them committed together. */
export class Journeys {
  private readonly stopping = new AbortController();

  constructor(
    private readonly journal: Journal,
    private readonly store: EffectStore,
    private readonly engines: () => Promise<Engines>,
    private readonly observer: JourneyObserver = noObserver,
  ) {}

  /** A batch in hand stops at its next commit and stays waiting; its progress is kept. */
  stop(): void {
    this.stopping.abort();
  }

  /** Takes the messages all the way. Those that are finished already, by whomever, are passed over. */
  async travel(ids: readonly string[]): Promise<void> {
    const engines = await this.engines();
    const group = this.observer.group();
    const alone: Outcome[] = [];
    for (const waiting of await this.journal.load(ids)) {
      const batch = batchTrip(waiting, engines, this.observer);
      if (batch !== undefined) await batch.travel(this.journal, this.store, this.stopping.signal);
      else {
        const { message, watch } = group.begin(waiting);
        alone.push(await examine(message, engines, [], watch));
      }
    }
    if (alone.length === 0) return;
    await group.commit(() => this.journal.inTransaction((unit) => commit(unit, this.store, alone, engines)));
  }
}
