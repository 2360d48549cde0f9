import type { DocumentNode } from '#libs/message';
import { role, type EdiSource } from './edi-source.js';
import { ElementNode, positionName } from './element-node.js';
import type { SegmentNode } from './segment-node.js';

/** The elements of a segment, from the byte behind its tag to its terminator. */
export function readElements(segment: SegmentNode): DocumentNode[] {
  return new ElementReader(segment).read();
}

/** ISA declares component and repetition separators as elements of its own: they separate nothing there. */
function rolesFor({ source, name }: SegmentNode): Uint8Array {
  return name === 'ISA' ? source.elementsOnly : source.roles;
}

class ElementReader {
  private readonly source: EdiSource;
  private readonly roles: Uint8Array;
  private readonly end: number;
  private at: number;
  /** The role of the separator that ended the last value; `data` at the end of the segment. */
  private ending: number = role.element;

  constructor(private readonly segment: SegmentNode) {
    this.source = segment.source;
    this.roles = rolesFor(segment);
    this.end = segment.place.end;
    this.at = segment.tagEnd;
  }

  read(): DocumentNode[] {
    const { end, roles } = this;
    const { text } = this.source;
    // a nesting indication may stand between the tag and the first element
    while (this.at < end && roles[text.charCodeAt(this.at)] !== role.element) this.at++;
    const elements: DocumentNode[] = [];
    if (this.at++ >= end) return elements;
    while (this.ending === role.element) elements.push(this.element(positionName(elements.length + 1)));
    return elements;
  }

  private element(name: string): ElementNode {
    const { at, segment } = this;
    const first = this.occurrence(name, segment);
    if (this.ending !== role.repetition) return first;
    const repeated = new ElementNode('array', name, segment, this.source.offset + at);
    first.parent = repeated;
    repeated.children.push(first);
    while (this.ending === role.repetition) repeated.children.push(this.occurrence(name, repeated));
    return repeated;
  }

  private occurrence(name: string, parent: DocumentNode): ElementNode {
    const offset = this.source.offset + this.at;
    const text = this.value();
    if (this.ending !== role.component) return new ElementNode('value', name, parent, offset, text);
    const composite = new ElementNode('object', name, parent, offset);
    const { children } = composite;
    children.push(new ElementNode('value', positionName(1), composite, offset, text));
    while (this.ending === role.component) {
      const start = this.source.offset + this.at;
      const component = this.value();
      children.push(new ElementNode('value', positionName(children.length + 1), composite, start, component));
    }
    return composite;
  }

  private value(): string {
    const { source, roles, end, at: start } = this;
    const { text } = source;
    let at = start;
    let isReleased = false;
    let highest = 0;
    let found: number = role.data;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      highest |= code;
      found = roles[code]!;
      if (found === role.data) continue;
      if (found !== role.release) break;
      isReleased = true;
      found = role.data;
      if (++at < end) highest |= text.charCodeAt(at);
    }
    this.ending = at < end ? found : role.data;
    this.at = at + 1;
    if (at > end) at = end;
    const isPlain = !isReleased && highest < 0x80;
    return isPlain ? source.bytes.slice(start, at) : source.value(start, at, isReleased, highest > 0x7f);
  }
}
