import { nextPlaces, placeWithoutTrigger, type Candidate } from './next-places.js';
import type { Group, LinkedMessage, Place } from './places.js';

/** What became of a segment. */
export type Match =
  | { readonly kind: 'placed'; readonly candidate: Candidate; readonly isSurplus: boolean }
  | { readonly kind: 'not-in-message' }
  | { readonly kind: 'out-of-order' };

const none: readonly Candidate[] = [];
const notInMessage: Match = { kind: 'not-in-message' };
const outOfOrder: Match = { kind: 'out-of-order' };

/** The places that follow each other in messages of one definition, found once and kept. */
export class PlaceFinder {
  /** By index of the place. */
  private readonly known: Map<string, readonly Candidate[]>[] = [];

  constructor(readonly message: LinkedMessage) {}

  after(place: Place, tag: string): readonly Candidate[] {
    const byTag = (this.known[place.index] ??= new Map<string, readonly Candidate[]>());
    const present = byTag.get(tag);
    if (present !== undefined) return present;
    // tags of the definition only, so that the input cannot make this grow
    if (!this.message.byTag.has(tag)) return none;
    const candidates = nextPlaces(place, tag);
    byTag.set(tag, candidates);
    return candidates;
  }
}

/**
 * Gives each segment of one message its place. The state is the place of the last segment and, for every group that is
 * open, how often its current item has occurred. A segment that cannot be placed changes nothing, so that the segments
 * after it are judged as if it were not there.
 */
export class MessageMatcher {
  /** Of the last segment that has a place. */
  place: Place;
  private readonly occurrences: number[] = [1];

  constructor(private readonly finder: PlaceFinder) {
    this.place = finder.message.root.items[0] as Place;
  }

  /** @param next the tag behind it, which decides between "left out" and "changed places" */
  match(tag: string, next: string | undefined): Match {
    const candidates = this.finder.after(this.place, tag);
    for (const candidate of candidates) {
      if (!this.hasRoom(candidate)) continue;
      if (candidate.missing.length === 0) return this.take(candidate, false);
      const surplus = candidates.find((one) => one.missing.length === 0 && !this.hasRoom(one));
      if (surplus !== undefined) return this.take(surplus, true);
      if (next !== undefined && this.areSwapped(candidate, next)) return outOfOrder;
      return this.take(candidate, false);
    }
    if (candidates.length > 0) return this.take(candidates[0]!, true);
    const places = this.finder.message.byTag.get(tag);
    if (places === undefined) return notInMessage;
    const inside = placeWithoutTrigger(this.place, places);
    return inside === undefined ? outOfOrder : this.take(inside, !this.hasRoom(inside));
  }

  /** What could come next, for people: tags without repetition, nearest first. */
  possible(most: number): string[] {
    const tags = new Set<string>();
    let current: Place | Group = this.place;
    for (let group: Group | undefined = current.group; group !== undefined; group = group.group) {
      if (current.repetitions > 1) tags.add(current.tag);
      for (const item of group.items.slice(current.at + 1)) {
        tags.add(item.tag);
        if (item.mandatory || tags.size >= most) return [...tags].slice(0, most);
      }
      current = group;
    }
    return [...tags].slice(0, most);
  }

  /** The segment behind it is what would be missing, and could not stand behind it. */
  private areSwapped({ place, missing }: Candidate, next: string): boolean {
    return missing.some((item) => item.tag === next) && this.finder.after(place, next).length === 0;
  }

  private hasRoom({ again, level, item }: Candidate): boolean {
    return !again || this.occurrences[level]! < item.repetitions;
  }

  private take(candidate: Candidate, isSurplus: boolean): Match {
    const { place, level, again } = candidate;
    const { occurrences } = this;
    if (again) occurrences[level]!++;
    else occurrences[level] = 1;
    for (let deeper = level + 1; deeper <= place.group.depth; deeper++) occurrences[deeper] = 1;
    this.place = place;
    return { kind: 'placed', candidate, isSurplus };
  }
}
