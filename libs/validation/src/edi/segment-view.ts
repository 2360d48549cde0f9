import type { EdiValues } from '#libs/codecs';
import type { DocumentNode } from '#libs/message';

/** What is read of the syntax tree here: the codecs' trees have it, and so have trees built in tests. */
export interface SegmentNode extends DocumentNode {
  /** Counts from 1 with UNH or ST. */
  readonly positionInMessage?: number;
  readonly ordinal?: number;
  /** Its values without nodes, when it was read from bytes. */
  readonly values?: () => EdiValues;
}

/** The text of an element, or of a component of it, by positions from 1; empty when it is not there. */
export function textAt(segment: DocumentNode | undefined, element: number, component = 1): string {
  let node = segment?.children[element - 1];
  if (node?.kind === 'array') node = node.children[0];
  if (node?.kind === 'value') return component === 1 ? (node.text ?? '') : '';
  return node?.children[component - 1]?.text ?? '';
}
