import type { Group, Place } from './places.js';

/** A place that a segment may take, seen from the place of the segment before it. */
export interface Candidate {
  readonly place: Place;
  /** What occurs: the place itself, or the outermost group that is entered with it. */
  readonly item: Place | Group;
  /** Depth of the group that `item` is in: groups deeper than that end here. */
  readonly level: number;
  /** The item occurred before, so its repetitions count. */
  readonly again: boolean;
  /** Mandatory items that are passed over without having occurred. */
  readonly missing: readonly (Place | Group)[];
}

/**
 * Where a segment may stand after `from`, nearest first, as the rule of the trigger segment has it: the same place again,
 * then what follows in the group, then the group again, then what follows the group, and so outwards.
 */
export function nextPlaces(from: Place, tag: string): Candidate[] {
  const found: Candidate[] = [];
  const missing: (Place | Group)[] = [];
  let current: Place | Group = from;
  for (let group: Group | undefined = from.group; group !== undefined; group = group.group) {
    if (current.tag === tag && !isTrigger(current)) {
      found.push(candidate(current, group, true, missing));
    }
    for (let at = current.at + 1; at < group.items.length; at++) {
      const item = group.items[at]!;
      if (item.tag === tag) found.push(candidate(item, group, false, missing));
      if (item.mandatory) missing.push(item);
    }
    current = group;
  }
  return found;
}

/**
 * Where a segment may stand if the first segment of its group was left out: only when the message has one place for it, so
 * that there is no doubt, and that place lies ahead.
 */
export function placeWithoutTrigger(from: Place, places: readonly Place[]): Candidate | undefined {
  const [place] = places;
  if (place === undefined || places.length > 1) return undefined;
  const passed: (Place | Group)[] = [];
  let item: Place | Group = place;
  for (let inside: Group | undefined = place.group; inside !== undefined; inside = inside.group) {
    const outer = turningPoint(from, inside);
    if (outer !== undefined) {
      if (outer.at >= item.at) return undefined;
      const between = inside.items.slice(outer.at + 1, item.at).filter(({ mandatory }) => mandatory);
      return { place, item, level: inside.depth, again: false, missing: [...between, ...passed] };
    }
    passed.unshift(...inside.items.slice(0, item.at).filter(({ mandatory }) => mandatory));
    item = inside;
  }
  return undefined;
}

/** The item of `group` that `from` is, or is in. */
function turningPoint(from: Place, group: Group): Place | Group | undefined {
  let item: Place | Group = from;
  for (let at: Group | undefined = from.group; at !== undefined; at = at.group) {
    if (at === group) return item;
    item = at;
  }
  return undefined;
}

function candidate(
  item: Place | Group,
  group: Group,
  again: boolean,
  missing: readonly (Place | Group)[],
): Candidate {
  const place = item.kind === 'segment' ? item : (item.items[0] as Place);
  return { place, item, level: group.depth, again, missing: [...missing] };
}

function isTrigger(item: Place | Group): boolean {
  return item.kind === 'segment' && item.at === 0 && item.group.depth > 0;
}
