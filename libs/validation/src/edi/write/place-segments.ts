import { issue, locationOf, type DocumentNode, type FormatName, type Issue } from '#libs/message';
import type { Group, Place } from '../structure/places.js';

/** A segment or group of a structured message, with its place in the definition. */
export interface PlacedNode {
  readonly node: DocumentNode;
  readonly item: Place | Group;
}

/**
 * Brings the segments and groups of a message, or of one group, into the order of the definition. A tag that has several
 * places at its level takes the nearest one behind the last node that has room, and a node with segments inside takes a
 * group: so a message that was read keeps its order, and one that was mapped need not have it.
 */
export function placeSegments(
  nodes: readonly DocumentNode[],
  group: Group,
  format: FormatName,
  report: (fault: Issue) => void,
): PlacedNode[] {
  const places = group.depth === 0 ? group.items : group.items.slice(1);
  const counts = new Map<Place | Group, number>();
  let behind = 0;
  const placed: PlacedNode[] = [];
  for (const node of nodes.flatMap(itemsOf)) {
    const item = placeFor(node, places, behind, counts);
    if (item === undefined) {
      const expected = [...new Set(places.map(({ tag }) => tag))].join(', ');
      report(issue('element-unexpected', locationOf(node, format), { value: node.name, expected }));
      continue;
    }
    counts.set(item, (counts.get(item) ?? 0) + 1);
    behind = Math.max(behind, item.at);
    placed.push({ node, item });
  }
  return placed.sort((one, other) => one.item.at - other.item.at);
}

function placeFor(
  node: DocumentNode,
  places: readonly (Place | Group)[],
  behind: number,
  counts: ReadonlyMap<Place | Group, number>,
): Place | Group | undefined {
  const ofTag = places.filter(({ tag }) => tag === node.name);
  if (ofTag.length < 2) return ofTag[0];
  const fitting = ofTag.filter((item) => holds(item, node));
  const found = fitting.length === 0 ? ofTag : fitting;
  const ahead = found.filter(({ at }) => at >= behind);
  const hasRoom = (item: Place | Group): boolean => (counts.get(item) ?? 0) < item.repetitions;
  return ahead.find(hasRoom) ?? ahead.at(-1) ?? found.find(hasRoom) ?? found.at(-1);
}

function holds(item: Place | Group, node: DocumentNode): boolean {
  const inside = node.children.filter(({ name }) => isTag(name));
  if (item.kind === 'segment') return inside.length === 0;
  return inside.every(({ name }) => item.items.some(({ tag, at }) => tag === name && at > 0));
}

/** Repeated ones may come in a list, from JSON. */
function itemsOf(node: DocumentNode): readonly DocumentNode[] {
  return node.kind === 'array' ? node.children : [node];
}

/** Names of elements are longer: `1004`, `C507`, `N101`. */
export function isTag(name: string): boolean {
  return /^[A-Z][A-Z0-9]{1,2}$/.test(name);
}
