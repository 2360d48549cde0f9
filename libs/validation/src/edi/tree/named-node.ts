import type { DocumentNode, Position, ScalarType } from '#libs/message';

const none: DocumentNode[] = [];

/** An element or component under the standard's name, standing where it was read. */
export class NamedNode implements DocumentNode {
  readonly kind: DocumentNode['kind'];
  readonly text: string | undefined;
  readonly children: DocumentNode[];

  /** @param source the element of the syntax tree; without text, children follow */
  constructor(
    readonly name: string,
    private readonly source: DocumentNode,
    readonly parent: DocumentNode,
    kind = source.kind,
  ) {
    this.kind = kind;
    this.text = kind === 'value' ? source.text : undefined;
    this.children = kind === 'value' ? none : [];
  }

  get type(): ScalarType | undefined {
    return this.kind === 'value' ? 'string' : undefined;
  }

  get position(): Position | undefined {
    return this.source.position;
  }
}
