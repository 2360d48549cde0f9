import type { DocumentNode } from '#libs/message';
import { role } from './edi-source.js';
import { ElementNode, positionName } from './element-node.js';
import type { SegmentNode } from './segment-node.js';

/** The elements of a segment, from the byte behind its tag to its terminator. */
export function readElements(segment: SegmentNode): DocumentNode[] {
  const { source } = segment;
  const { text } = source;
  const { end } = segment.place;
  const roles = rolesFor(segment);
  const elements: ElementNode[] = [];
  let composite: ElementNode | undefined;
  let repeated: ElementNode | undefined;
  for (let at = firstSeparator(segment, roles); at < end;) {
    const start = at + 1;
    let isReleased = false;
    let ending: number;
    for (at = nextMark(text, start, end, roles); ; at = nextMark(text, at + 2, end, roles)) {
      ending = at < end ? roles[text.charCodeAt(at)]! : role.element;
      if (ending !== role.release) break;
      isReleased = true;
    }
    const offset = source.offset + start;
    const name = positionName(elements.length + 1);
    if (composite === undefined && ending === role.component) {
      composite = new ElementNode('object', name, repeated ?? segment, offset);
    }
    const value = source.value(start, at, isReleased);
    let occurrence = composite;
    if (occurrence === undefined)
      occurrence = new ElementNode('value', name, repeated ?? segment, offset, value);
    else addComponent(occurrence, offset, value);
    if (ending === role.component) continue;
    composite = undefined;
    if (ending === role.repetition) repeated ??= firstOf(occurrence, segment);
    repeated?.children.push(occurrence);
    if (ending === role.repetition) continue;
    elements.push(repeated ?? occurrence);
    repeated = undefined;
  }
  return elements;
}

/** The index of the next character that is not data, or `end`. */
function nextMark(text: string, from: number, end: number, roles: Uint8Array): number {
  let at = from;
  while (at < end && roles[text.charCodeAt(at)] === role.data) at++;
  return at < end ? at : end;
}

/** A nesting indication may stand between the tag and the first element. */
function firstSeparator({ source, tagEnd, place }: SegmentNode, roles: Uint8Array): number {
  let at = tagEnd;
  while (at < place.end && roles[source.text.charCodeAt(at)] !== role.element) at++;
  return at;
}

function addComponent(composite: ElementNode, offset: number, text: string): void {
  const { children } = composite;
  children.push(new ElementNode('value', positionName(children.length + 1), composite, offset, text));
}

/** The repeated element whose first occurrence has been read. */
function firstOf(occurrence: ElementNode, segment: DocumentNode): ElementNode {
  const repeated = new ElementNode('array', occurrence.name, segment, occurrence.position.offset);
  occurrence.parent = repeated;
  return repeated;
}

/** ISA declares component and repetition separators as elements of its own: they separate nothing there. */
function rolesFor({ source, name }: SegmentNode): Uint8Array {
  return name === 'ISA' ? source.elementsOnly : source.roles;
}
