import type { Document, DocumentNode } from '#libs/message';
import { shown } from './terminal.js';

/** A document as indented lines: names with their values, lists with their length. */
export function* documentTree({ root }: Document, { positions = false, depth = 0 } = {}): Generator<string> {
  if (root.name === '' && root.kind === 'object') {
    for (const child of root.children) yield* nodeLines(child, depth, positions);
  } else {
    yield* nodeLines(root, depth, positions);
  }
}

function* nodeLines(
  node: DocumentNode,
  depth: number,
  positions: boolean,
  name = node.name,
): Generator<string> {
  const label = name === '' ? '' : shown(name);
  const place = positions ? placeOf(node) : '';
  yield `${'  '.repeat(depth)}${[label, contentOf(node)].filter((part) => part !== '').join(' ')}${place}`;
  let at = 0;
  for (const child of node.children) {
    at += 1;
    yield* nodeLines(child, depth + 1, positions, node.kind === 'array' ? `[${at}]` : child.name);
  }
}

function contentOf(node: DocumentNode): string {
  if (node.kind === 'array') return `(${node.children.length})`;
  if (node.kind === 'object') return node.name === '' && node.children.length === 0 ? '{}' : '';
  const text = node.text ?? '';
  return `= ${node.type === undefined || node.type === 'string' ? shown(JSON.stringify(text)) : shown(text)}`;
}

function placeOf({ position }: DocumentNode): string {
  if (position === undefined) return '';
  const { line, column, offset } = position;
  const place = [line, column].filter((part) => part !== undefined).join(':');
  return `  @${place}${offset === undefined ? '' : `+${offset}`}`;
}
