import type { DocumentNode } from '#libs/message';

const none: DocumentNode[] = [];

/** An element, a component or a repeated element of a segment. */
export class ElementNode implements DocumentNode {
  readonly children: DocumentNode[];

  /**
   * @param offset in bytes from 0 in the file
   * @param text of a value; without it, children follow
   */
  constructor(
    readonly kind: 'object' | 'array' | 'value',
    readonly name: string,
    public parent: DocumentNode,
    private readonly offset: number,
    readonly text?: string,
  ) {
    this.children = text === undefined ? [] : none;
  }

  get type(): 'string' | undefined {
    return this.kind === 'value' ? 'string' : undefined;
  }

  get position(): { readonly offset: number } {
    return { offset: this.offset };
  }
}

const names = Array.from({ length: 100 }, (_, position) => String(position).padStart(2, '0'));

/** The name of an element by its position from 1: '01', '02' ... '100'. */
export function positionName(position: number): string {
  return names[position] ?? String(position);
}
