import type { DocumentNode } from '#libs/message';
import type { EditedTree } from './edited-tree.js';

/**
 * The node that libxml2 means by a path such as `/KHDD/HEAD[2]`, `/KHDD/*[3]` (any element, where a namespace is the
 * default one) or `/KHDD/@id`; the root when the path cannot be followed.
 */
export function findNode(root: DocumentNode, tree: EditedTree, path: string): DocumentNode {
  let node = root;
  for (const step of path.split('/').slice(2)) {
    const next = child(tree.childrenOf(node), step);
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

function child(children: readonly DocumentNode[], step: string): DocumentNode | undefined {
  if (step.startsWith('@')) {
    const name = step.slice(step.indexOf(':') + 1).replace(/^@/, '');
    return children.find((node) => node.name.startsWith('@') && localName(node.name) === name);
  }
  const bracket = step.indexOf('[');
  const name = bracket < 0 ? step : step.slice(0, bracket);
  let left = bracket < 0 ? 1 : Number(step.slice(bracket + 1, -1));
  for (const node of children) {
    if (node.name.startsWith('@') || (name !== '*' && node.name !== name)) continue;
    left -= 1;
    if (left === 0) return node;
  }
  return undefined;
}

function localName(name: string): string {
  return name.slice(Math.max(name.indexOf(':') + 1, 1));
}
