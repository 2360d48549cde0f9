import { openNode, valueNode, type DocumentNode } from '#libs/message';
import type { MessageDefinition } from '../definitions/definitions.js';
import { textAt } from '../segment-view.js';
import { headerTags, trailerTags } from '../structure/places.js';

export interface FrameFacts {
  /** UNH 0062 or ST02; default `1` or `0001`. */
  readonly messageReference?: string;
  /** UNH 0057. */
  readonly association?: string;
}

/**
 * Puts UNH and UNT, or ST and SE, around segments. What a header that is there already says stays, except for the
 * reference; the trailer counts the segments with both.
 */
export function framed(
  segments: readonly DocumentNode[],
  definition: MessageDefinition,
  facts: FrameFacts,
): DocumentNode[] {
  const [headerTag, trailerTag] = [headerTags[definition.dialect], trailerTags[definition.dialect]];
  const said = segments[0]?.name === headerTag ? segments[0] : undefined;
  const body = segments.filter(({ name }) => name !== headerTag && name !== trailerTag);
  const isX12 = definition.dialect === 'x12';
  const reference = facts.messageReference ?? (textAt(said, isX12 ? 2 : 1) || (isX12 ? '0001' : '1'));
  const identity = said?.children[isX12 ? 0 : 1] ?? identityOf(definition, facts.association);
  const [first, second] = isX12 ? [identity, reference] : [reference, identity];
  const header = segmentOf(headerTag, [first, second, ...(said?.children.slice(2) ?? [])]);
  return [header, ...body, segmentOf(trailerTag, [String(body.length + 2), reference])];
}

/** S009 of a message in a directory (`edifact/d00b/IFTMIN` is D:00B:UN), or ST01. */
function identityOf(
  { dialect, name, ref }: MessageDefinition,
  association: string | undefined,
): DocumentNode | string {
  if (dialect === 'x12') return name;
  const directory = ref.split('/').at(-2)!.toUpperCase();
  const version = /^\d$/.test(directory) ? [directory, '1'] : [directory.slice(0, 1), directory.slice(1)];
  return segmentOf('S009', [name, ...version, 'UN', ...(association ? [association] : [])]);
}

/** Elements by position: a text, or a node that is given its position's name. */
function segmentOf(tag: string, elements: readonly (DocumentNode | string)[]): DocumentNode {
  const segment = openNode('object', tag);
  elements.forEach((element, at) => {
    const name = String(at + 1).padStart(2, '0');
    segment.children.push(
      typeof element === 'string'
        ? valueNode(name, element, 'string', segment)
        : { ...element, name, parent: segment },
    );
  });
  return segment;
}
