import type {
  Dialect,
  MessageDefinition,
  SegmentDefinition,
  StructureItem,
} from '../definitions/definitions.js';

/** A segment's place in a message, linked for finding the next one. */
export interface Place {
  readonly kind: 'segment';
  /** Of all places of the message, in order. */
  readonly index: number;
  readonly tag: string;
  readonly mandatory: boolean;
  readonly repetitions: number;
  readonly guide?: string;
  /** The guide's own form of the segment, where it narrows it. */
  readonly segment?: SegmentDefinition;
  readonly group: Group;
  /** Index in the group. */
  readonly at: number;
}

/** A group of places; the message itself is the outermost one. */
export interface Group {
  readonly kind: 'group';
  /** `SG7`, `N1`; the message's name of the outermost. */
  readonly name: string;
  readonly tag: string;
  readonly mandatory: boolean;
  readonly repetitions: number;
  readonly guide?: string;
  readonly group?: Group;
  readonly at: number;
  /** 0 for the message. */
  readonly depth: number;
  readonly items: readonly (Place | Group)[];
}

export interface LinkedMessage {
  readonly root: Group;
  /** Every place of a tag. */
  readonly byTag: ReadonlyMap<string, readonly Place[]>;
}

export const headerTags: Readonly<Record<Dialect, string>> = { edifact: 'UNH', x12: 'ST' };
export const trailerTags: Readonly<Record<Dialect, string>> = { edifact: 'UNT', x12: 'SE' };

/** Links the places of a message to their groups. */
export function linkPlaces(definition: MessageDefinition): LinkedMessage {
  const places: Place[] = [];
  const items: (Place | Group)[] = [];
  const root: Group = {
    kind: 'group',
    name: definition.name,
    tag: '',
    mandatory: true,
    repetitions: 1,
    at: 0,
    depth: 0,
    items,
  };
  link(definition.items, root, items, places);
  return { root, byTag: byTagOf(places) };
}

function link(from: readonly StructureItem[], group: Group, into: (Place | Group)[], places: Place[]): void {
  from.forEach((item, at) => {
    const { mandatory, repetitions, guide } = item;
    if (item.kind === 'segment') {
      const place: Place = { ...item, index: places.length, group, at };
      into.push(place);
      places.push(place);
      return;
    }
    const items: (Place | Group)[] = [];
    const depth = group.depth + 1;
    const { name, trigger: tag } = item;
    const own: Group = { kind: 'group', name, tag, mandatory, repetitions, guide, group, at, depth, items };
    into.push(own);
    link(item.items, own, items, places);
  });
}

function byTagOf(places: readonly Place[]): Map<string, Place[]> {
  const byTag = new Map<string, Place[]>();
  for (const place of places) byTag.set(place.tag, [...(byTag.get(place.tag) ?? []), place]);
  return byTag;
}
