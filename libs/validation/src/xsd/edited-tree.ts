import { valueNode, type DocumentNode } from '#libs/message';

/**
 * A document as it would be with some elements set aside and some empty ones put in. The document itself stays as it
 * is. It lets the validator look behind the first fault of an element's content.
 */
export class EditedTree {
  /** Changes with every edit. */
  version = 0;
  private readonly edited = new Map<DocumentNode, readonly DocumentNode[]>();
  private readonly placeholders = new Set<DocumentNode>();

  childrenOf(node: DocumentNode): readonly DocumentNode[] {
    return this.edited.get(node) ?? node.children;
  }

  replaceChildren(parent: DocumentNode, children: readonly DocumentNode[]): void {
    if (this.childrenOf(parent) === children) return;
    this.edited.set(parent, children);
    this.version += 1;
  }

  /** An empty element that stands for a missing one; faults inside it are nobody's fault. */
  placeholder(name: string, namespace: string | undefined, parent: DocumentNode): DocumentNode {
    const node = valueNode(name, '', 'string', parent, undefined, namespace);
    this.placeholders.add(node);
    return node;
  }

  isPlaceholder(node: DocumentNode): boolean {
    return this.placeholders.has(node);
  }
}
