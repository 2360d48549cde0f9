import type { DocumentNode } from '#libs/message';

/**
 * The node under a JSON pointer into the plain value of a tree; the nearest one above it when there is none. Elements of
 * the same name count as the array that they become in the plain value.
 */
export function nodeAt(root: DocumentNode, pointer: string): DocumentNode {
  let node = root;
  const steps = pointer.split('/').slice(1);
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at]!.replaceAll('~1', '/').replaceAll('~0', '~');
    const found = node.kind === 'array' ? [] : node.children.filter((child) => child.name === step);
    let next = node.kind === 'array' ? node.children[Number(step)] : found[0];
    if (found.length > 1 && at + 1 < steps.length) {
      at += 1;
      next = found[Number(steps[at])];
    }
    if (next === undefined) return node;
    node = next;
  }
  return node;
}
