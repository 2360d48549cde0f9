import type { Location } from '#libs/message';
import type { EdiSegment } from '../edi/edi-document.js';

/**
 * A segment or one of its elements in the terms of X12: `N1 5/N101`. Segments of a transaction set count from its ST;
 * those of the envelope are told apart by their offset.
 */
export function locateSegment(segment: EdiSegment, element?: number): Location {
  const { name, positionInMessage } = segment;
  const path = positionInMessage === undefined ? name : `${name} ${positionInMessage}`.trimStart();
  if (element === undefined) return { path, offset: segment.position.offset };
  const place = `${name}${String(element).padStart(2, '0')}`;
  const offset = segment.children[element - 1]?.position?.offset ?? segment.position.offset;
  return { path: `${path}/${place}`, offset };
}

/** The text of an element by its position, of a composite its first; '' when there is none. */
export function elementText(segment: EdiSegment, element: number): string {
  const values = segment.values();
  while (values.next()) if (values.element === element) return values.text;
  return '';
}
