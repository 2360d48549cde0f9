import type { DocumentNode } from '#libs/message';
import { role } from './edi-source.js';
import { ElementNode, positionName } from './element-node.js';
import type { SegmentNode } from './segment-node.js';
import { SegmentValues } from './segment-values.js';

/** The elements of a segment: values, composites and repeated elements. */
export function readElements(segment: SegmentNode): DocumentNode[] {
  const values = new SegmentValues(segment);
  const elements: ElementNode[] = [];
  let composite: ElementNode | undefined;
  let repeated: ElementNode | undefined;
  while (values.next()) {
    const { ending } = values;
    if (composite === undefined && ending === role.component) {
      composite = new ElementNode('object', positionName(values.element), repeated ?? segment, values.offset);
    }
    const value = nodeOf(values, composite, repeated ?? segment);
    if (ending === role.component) continue;
    const occurrence = composite ?? value;
    composite = undefined;
    if (ending === role.repetition) repeated ??= firstOf(occurrence, segment);
    repeated?.children.push(occurrence);
    if (ending === role.repetition) continue;
    elements.push(repeated ?? occurrence);
    repeated = undefined;
  }
  return elements;
}

/** The value as a component of the composite, or as an element by itself. */
function nodeOf(
  values: SegmentValues,
  composite: ElementNode | undefined,
  parent: DocumentNode,
): ElementNode {
  const { element, component, offset, text } = values;
  if (composite === undefined) return new ElementNode('value', positionName(element), parent, offset, text);
  const value = new ElementNode('value', positionName(component), composite, offset, text);
  composite.children.push(value);
  return value;
}

/** The repeated element whose first occurrence has been read. */
function firstOf(occurrence: ElementNode, segment: DocumentNode): ElementNode {
  const repeated = new ElementNode('array', occurrence.name, segment, occurrence.position.offset);
  occurrence.parent = repeated;
  return repeated;
}
