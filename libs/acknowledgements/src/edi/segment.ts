import { openNode, valueNode, type DocumentNode } from '#libs/message';
import type { ServiceSegment } from './interchange-report.js';

/** The value of an element, or its components; undefined and '' are empty. */
export type ElementValue = string | undefined | readonly (string | undefined)[];

/** A segment of the syntax tree; empty elements and components at its end are left out. */
export function segment(tag: string, elements: readonly ElementValue[]): DocumentNode {
  return new SegmentOfValues(tag, elements);
}

/** Its elements are made when they are looked at: the answer to a long interchange has hundreds of thousands of segments. */
class SegmentOfValues implements DocumentNode {
  readonly kind = 'object';

  constructor(
    readonly name: string,
    private readonly elements: readonly ElementValue[],
  ) {}

  get children(): readonly DocumentNode[] {
    return withoutEmptyEnd(this.elements, isEmpty).map((value, index) =>
      elementNode(positionName(index + 1), value, this),
    );
  }
}

function elementNode(name: string, value: ElementValue, parent: DocumentNode): DocumentNode {
  if (typeof value !== 'object') return valueNode(name, printable(value), 'string', parent);
  const composite = openNode('object', name, parent);
  for (const [at, component] of withoutEmptyEnd(value, isEmpty).entries()) {
    composite.children.push(valueNode(positionName(at + 1), printable(component), 'string', composite));
  }
  return composite;
}

/** What a damaged interchange had in the elements that its answer repeats may be no text. */
function printable(text = ''): string {
  return text.replace(/[\x00-\x1f\x7f]/g, ' ');
}

/** The values of a segment that was read, independent of the bytes that it was read from. */
export function serviceSegment(node: DocumentNode): ServiceSegment {
  return { tag: node.name, elements: node.children.map(componentsOf) };
}

function componentsOf(element: DocumentNode): string[] {
  if (element.kind === 'array')
    return element.children[0] === undefined ? [''] : componentsOf(element.children[0]);
  if (element.kind === 'value') return [kept(element.text)];
  return element.children.map((component) => kept(component.text));
}

/** Words that headers repeat: `IFTMIN`, `D`. */
const words = new Map<string, string>();
const most = { words: 1_000, wordLength: 12 };

/** A text of its own: a piece of a longer one would keep all of that in memory. */
function kept(text = ''): string {
  const known = words.get(text);
  if (known !== undefined) return known;
  const own = Buffer.from(text, 'utf16le').toString('utf16le');
  if (own.length <= most.wordLength && words.size < most.words) words.set(own, own);
  return own;
}

function positionName(position: number): string {
  return String(position).padStart(2, '0');
}

function isEmpty(value: ElementValue): boolean {
  return typeof value === 'object' ? value.every(isEmpty) : value === undefined || value === '';
}

function withoutEmptyEnd<Item>(items: readonly Item[], isNothing: (item: Item) => boolean): readonly Item[] {
  return items.slice(0, items.findLastIndex((item) => !isNothing(item)) + 1);
}
