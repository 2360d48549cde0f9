import type { DocumentNode } from '#libs/message';

export interface DocumentSize {
  readonly nodes: number;
  readonly deepest: number;
  /** The largest number of children of one node. */
  readonly widest: number;
}

/** Measures a tree without recursion, however deep it is. */
export function documentSize(root: DocumentNode): DocumentSize {
  let [nodes, deepest, widest] = [0, 0, 0];
  let level: DocumentNode[] = [root];
  while (level.length > 0) {
    const below: DocumentNode[] = [];
    for (const node of level) {
      if (node.children.length > widest) widest = node.children.length;
      for (const child of node.children) below.push(child);
    }
    nodes += level.length;
    deepest += 1;
    level = below;
  }
  return { nodes, deepest, widest };
}
