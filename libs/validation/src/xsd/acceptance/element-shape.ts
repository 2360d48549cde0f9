import type { DocumentNode } from '#libs/message';
import type { TextCheck } from './text-check.js';

/** A declared element, and how many of it may follow each other. */
export class ElementShape {
  constructor(
    private readonly name: string,
    private readonly namespace: string,
    readonly content: ElementContent,
    readonly least: number,
    readonly most: number,
  ) {}

  isFor(node: DocumentNode): boolean {
    return node.name === this.name && (node.namespace ?? '') === this.namespace;
  }
}

export interface AttributeShape {
  /** With `@` in front, as in the tree. */
  readonly name: string;
  readonly isRequired: boolean;
  readonly accepts: TextCheck;
}

const mostNodes = 10_000;

/** What is left of the nodes that one quick look may take. */
export class Budget {
  private left = mostNodes;

  spend(nodes: number): boolean {
    this.left -= nodes;
    return this.left >= 0;
  }
}

/** The type of an element: its attributes, and either child elements in sequence or a text. */
export class ElementContent {
  private readonly required: number;

  constructor(
    private readonly attributes: readonly AttributeShape[],
    private readonly inside: { readonly text: TextCheck } | { readonly sequence: readonly ElementShape[] },
  ) {
    this.required = attributes.filter(({ isRequired }) => isRequired).length;
  }

  accepts(node: DocumentNode, budget: Budget): boolean {
    const { children, text = '' } = node;
    if (node.kind === 'array' || !budget.spend(children.length)) return false;
    const firstElement = this.acceptedAttributes(children);
    if (firstElement === undefined) return false;
    if ('text' in this.inside) return firstElement === children.length && this.inside.text(text);
    if (firstElement === children.length && text !== '') return false;
    return inSequence(this.inside.sequence, children, firstElement, budget);
  }

  /** @returns the place behind the attributes; undefined when one of them is missing, unknown, there twice or doubtful */
  private acceptedAttributes(children: readonly DocumentNode[]): number | undefined {
    let at = 0;
    let required = 0;
    for (; at < children.length && children[at]!.name.startsWith('@'); at++) {
      const { name, namespace, text } = children[at]!;
      const shape = this.attributes.find((one) => one.name === name);
      if (shape === undefined || (namespace ?? '') !== '' || !shape.accepts(text ?? '')) return undefined;
      for (let before = 0; before < at; before++) if (children[before]!.name === name) return undefined;
      if (shape.isRequired) required++;
    }
    return required === this.required ? at : undefined;
  }
}

/** Takes as many of each element as there are: where that leads nowhere, another division might, and somebody else finds it. */
function inSequence(
  sequence: readonly ElementShape[],
  children: readonly DocumentNode[],
  from: number,
  budget: Budget,
): boolean {
  let at = from;
  for (const shape of sequence) {
    let count = 0;
    for (; count < shape.most && at < children.length && shape.isFor(children[at]!); count++, at++)
      if (!shape.content.accepts(children[at]!, budget)) return false;
    if (count < shape.least) return false;
  }
  return at === children.length;
}
