import type { DocumentNode, ScalarType } from '#libs/message';

/** A value on its way from the source to the target, and the source nodes that it came from. */
export interface Value {
  readonly text: string;
  readonly type: ScalarType;
  /** The node whose place stands for the value in issues; undefined for constants and given values. */
  readonly node: DocumentNode | undefined;
  /** All nodes, where more than one went into the value. */
  readonly nodes: readonly DocumentNode[] | undefined;
}

/** There was a value, but it could not be converted; its issue is already reported. */
export const failed: Value = Object.freeze({
  text: '',
  type: 'null',
  node: undefined,
  nodes: undefined,
});

export function constantValue(text: string, type: ScalarType): Value {
  return { text, type, node: undefined, nodes: undefined };
}

/** The same source, another text. */
export function withText(value: Value, text: string, type: ScalarType): Value {
  return { text, type, node: value.node, nodes: value.nodes };
}

export function valueOfNode(node: DocumentNode): Value {
  return { text: node.text ?? '', type: node.type ?? 'string', node, nodes: undefined };
}

export function isBlank(text: string): boolean {
  if (text.length === 0) return true;
  const first = text.charCodeAt(0);
  // most texts begin with something else than white space: then no copy by trim is needed
  if (first > 32 && first !== 0x3000 && first !== 0xa0 && first !== 0xfeff) return false;
  return text.trim() === '';
}

/** Whether a node counts as there: it has children, or a text that is neither blank nor JSON null. */
export function isPresent(node: DocumentNode): boolean {
  if (node.kind !== 'value') return true;
  return node.type !== 'null' && !isBlank(node.text ?? '');
}

/** A value longer than this ends the run: functions could otherwise make texts without end. */
export const longestText = 1_000_000;
