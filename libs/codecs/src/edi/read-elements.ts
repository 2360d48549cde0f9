import type { DocumentNode } from '#libs/message';
import { role, type EdiSource } from './edi-source.js';
import { ElementNode, positionName } from './element-node.js';
import type { SegmentNode } from './segment-node.js';

/** The elements of a segment, from the byte behind its tag to its terminator. */
export function readElements(segment: SegmentNode): DocumentNode[] {
  const { source, place, tagEnd } = segment;
  const reader = new ElementReader(source, place.end, segment);
  return reader.read(tagEnd);
}

/** ISA declares component and repetition separators as elements of its own: they separate nothing there. */
function rolesFor(source: EdiSource, segment: SegmentNode): Uint8Array {
  return segment.name === 'ISA' ? source.elementsOnly : source.roles;
}

class ElementReader {
  private readonly elements: DocumentNode[] = [];
  private readonly roles: Uint8Array;
  /** The element that is being read: where it begins, and what has been found of it so far. */
  private start = 0;
  private name = '';
  private repeated?: ElementNode;
  private composite?: ElementNode;

  constructor(
    private readonly source: EdiSource,
    private readonly end: number,
    private readonly segment: SegmentNode,
  ) {
    this.roles = rolesFor(source, segment);
  }

  read(from: number): DocumentNode[] {
    const { roles, end } = this;
    const { text } = this.source;
    let at = from;
    while (at < end && roles[text.charCodeAt(at)] !== role.element) at++;
    if (at >= end) return this.elements;
    this.begin(++at);
    let valueStart = at;
    let isReleased = false;
    let highest = 0;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      const found = roles[code]!;
      highest |= code;
      if (found === role.data) continue;
      if (found === role.release) {
        isReleased = true;
        highest |= ++at < end ? text.charCodeAt(at) : 0;
        continue;
      }
      this.separate(found, valueStart, this.source.value(valueStart, at, isReleased, highest > 0x7f));
      valueStart = at + 1;
      isReleased = false;
      highest = 0;
      if (found === role.element) this.begin(valueStart);
      else if (found === role.repetition) this.start = valueStart;
    }
    const last = this.source.value(valueStart, end, isReleased, highest > 0x7f);
    this.separate(role.element, valueStart, last);
    return this.elements;
  }

  private begin(start: number): void {
    this.start = start;
    this.name = positionName(this.elements.length + 1);
    this.repeated = undefined;
  }

  /** Takes in a value that ends at a separator with this role. */
  private separate(ending: number, start: number, text: string): void {
    const isComponent = ending === role.component;
    const owner = this.owner(ending);
    if (isComponent || this.composite !== undefined) {
      this.composite ??= new ElementNode('object', this.name, owner, this.offset(this.start));
      const { children } = this.composite;
      const name = positionName(children.length + 1);
      children.push(new ElementNode('value', name, this.composite, this.offset(start), text));
      if (isComponent) return;
    }
    const node = this.composite ?? new ElementNode('value', this.name, owner, this.offset(start), text);
    this.composite = undefined;
    (this.repeated?.children ?? this.elements).push(node);
    if (ending === role.element && this.repeated !== undefined) this.elements.push(this.repeated);
  }

  /** The parent of what is being read; it becomes a repeated element with the first repetition separator. */
  private owner(ending: number): DocumentNode {
    if (ending === role.repetition && this.repeated === undefined) {
      this.repeated = new ElementNode('array', this.name, this.segment, this.offset(this.start));
      if (this.composite !== undefined) this.composite = adopted(this.composite, this.repeated);
    }
    return this.repeated ?? this.segment;
  }

  private offset(index: number): number {
    return this.source.offset + index;
  }
}

/** A composite turns out to be the first of several: it belongs to the repeated element then. */
function adopted(composite: ElementNode, parent: ElementNode): ElementNode {
  const copy = new ElementNode('object', composite.name, parent, composite.position.offset);
  for (const { name, position, text } of composite.children) {
    copy.children.push(new ElementNode('value', name, copy, position!.offset!, text));
  }
  return copy;
}
