import type { Document, DocumentNode } from '#libs/message';

/** A document as a plain value in which nothing is lost that makes two messages different. */
export type Comparable = string | number | boolean | null | Comparable[] | { [name: string]: Comparable };

/** JSON as it would be parsed; other formats by names, with attributes, under the root's name, every value a text. */
export function comparable({ format, root }: Document): Comparable {
  return format === 'json' ? jsonOf(root) : { [root.name]: elementOf(root) };
}

function jsonOf(node: DocumentNode): Comparable {
  if (node.kind === 'array') return node.children.map(jsonOf);
  if (node.kind === 'object') {
    return Object.fromEntries(node.children.map((child) => [child.name, jsonOf(child)]));
  }
  if (node.type === 'number') return Number(node.text);
  if (node.type === 'boolean') return node.text === 'true';
  return node.type === 'null' ? null : (node.text ?? '');
}

function elementOf(node: DocumentNode): Comparable {
  if (node.kind === 'value' && node.children.length === 0) return node.text ?? '';
  const members = new Map<string, Comparable[]>();
  for (const child of node.children) {
    members.set(child.name, [...(members.get(child.name) ?? []), elementOf(child)]);
  }
  const entries: [string, Comparable][] = [...members].map(([name, all]) => [
    name,
    all.length === 1 ? all[0]! : all,
  ]);
  if (node.kind === 'value') entries.push(['#text', node.text ?? '']);
  return Object.fromEntries(entries);
}

/** The first place where two values differ, as a sentence; undefined when they are the same. Member order does not count. */
export function firstDifference(expected: Comparable, found: Comparable, place = ''): string | undefined {
  if (expected === found) return undefined;
  if (typeof expected === 'object' && typeof found === 'object' && expected !== null && found !== null) {
    if (Array.isArray(expected) === Array.isArray(found)) return membersDiffer(expected, found, place);
  }
  return `${place || '/'}: expected ${show(expected)}, found ${show(found)}.`;
}

function membersDiffer(expected: object, found: object, place: string): string | undefined {
  const left = new Map<string, Comparable>(Object.entries(expected));
  const right = new Map<string, Comparable>(Object.entries(found));
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const wanted = left.get(name);
    const had = right.get(name);
    const where = `${place}/${name}`;
    if (wanted === undefined) return `${where}: not expected, found ${show(had!)}.`;
    if (had === undefined) return `${where}: expected ${show(wanted)}, but it is missing.`;
    const difference = firstDifference(wanted, had, where);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function show(value: Comparable): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
