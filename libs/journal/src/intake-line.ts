import { isDatabaseAway } from './database-away.js';
import type { Arrival } from './intake-journal.js';

/** The queue is full: the sender should come back later, nothing was taken. */
export class IntakeFull extends Error {
  constructor() {
    super('the intake is full');
    this.name = 'IntakeFull';
  }
}

/** Something that came before was not taken and will come again; this has to come behind it. Nothing was taken. */
export class WaitsBehind extends Error {
  constructor(cause: unknown) {
    super('what came before was not taken', { cause });
    this.name = 'WaitsBehind';
  }
}

/**
 * Arrivals that came in an order and are to be taken in it, although they are committed in groups. What is not taken holds
 * back what is behind it: everything when the world is to blame, what has the same key when only this one is.
 */
export class IntakeLine {
  private length = 0;
  private readonly ofAll = new Gap();
  private readonly ofKey = new Map<string, Gap>();

  /** The place behind all that have joined before. */
  join({ laneKey }: Pick<Arrival, 'laneKey'>): PlaceInLine {
    const place = this.length++;
    return {
      // nothing orders those without a key
      obstacle: () => this.ofAll.before(place) ?? this.ofKey.get(laneKey ?? '')?.before(place),
      notTaken: (error) => {
        if (error instanceof IntakeFull || isDatabaseAway(error)) this.ofAll.open(place, error);
        else if (laneKey !== undefined) this.gapOf(laneKey).open(place, error);
      },
    };
  }

  private gapOf(laneKey: string): Gap {
    const gap = this.ofKey.get(laneKey) ?? new Gap();
    this.ofKey.set(laneKey, gap);
    return gap;
  }
}

export interface PlaceInLine {
  /** Why this one has to wait; undefined when nothing before it was left behind. */
  obstacle(): WaitsBehind | undefined;
  notTaken(error: unknown): void;
}

/** The first place that nobody was taken from. */
class Gap {
  private first = Infinity;
  private reason: WaitsBehind | undefined;

  before(place: number): WaitsBehind | undefined {
    return this.first < place ? this.reason : undefined;
  }

  open(place: number, error: unknown): void {
    if (place >= this.first) return;
    this.first = place;
    this.reason = new WaitsBehind(error);
  }
}
