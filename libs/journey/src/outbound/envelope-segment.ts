import { fromPlainValue, type DocumentNode } from '#libs/message';

/** A segment as the codecs write it: elements by position, of a composite its components; empty ones are `''`. */
export function envelopeSegment(
  tag: string,
  elements: readonly (string | readonly string[])[],
): DocumentNode {
  const values = elements.map((element) => (typeof element === 'string' ? element : byPosition(element)));
  return fromPlainValue(byPosition(values), tag);
}

function byPosition<Value>(values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map((value, at) => [String(at + 1).padStart(2, '0'), value]));
}
