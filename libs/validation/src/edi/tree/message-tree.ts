import type { Document } from '#libs/message';
import type { CompiledSegment } from '../elements/compiled-segment.js';
import type { SegmentNode } from '../segment-view.js';
import type { CompiledMessage } from '../structure/compiled-message.js';
import type { Candidate } from '../structure/next-places.js';
import type { Group } from '../structure/places.js';
import type { FoundMessage } from '../structure/walk-messages.js';
import { envelopeFacts } from './envelope-facts.js';
import { StructuredNode } from './structured-node.js';

/**
 * Builds the structured document of one message: the root is named by the message, a group is a node named by its trigger
 * whose children are the trigger's elements and then the segments and groups inside, elements have the standard's names.
 */
export class MessageTree {
  private readonly root: StructuredNode;
  /** By depth: the group that is open there. */
  private readonly open: StructuredNode[];

  constructor(
    message: CompiledMessage,
    private readonly found: FoundMessage,
  ) {
    this.root = new StructuredNode(message.definition.name);
    this.open = [this.root];
    for (const fact of envelopeFacts(found, message.dialect, this.root)) this.root.inside.push(fact);
  }

  add(
    segment: SegmentNode,
    position: number,
    { place, level }: Candidate,
    definition: CompiledSegment | undefined,
  ): void {
    this.open.length = level + 1;
    const entered: Group[] = [];
    for (
      let group: Group | undefined = place.group;
      group !== undefined && group.depth > level;
      group = group.group
    ) {
      entered.unshift(group);
    }
    for (const group of entered) {
      const isOwn = group === place.group && place.at === 0;
      this.push(
        isOwn ? new StructuredNode(group.tag, segment, position, definition) : new StructuredNode(group.tag),
      );
    }
    if (place.group.depth > 0 && place.at === 0) return;
    const parent = this.open.at(-1)!;
    parent.inside.push(new StructuredNode(segment.name, segment, position, definition, parent));
  }

  document({ format, charset }: Document): Document {
    return { format, charset, root: this.root };
  }

  private push(group: StructuredNode): void {
    const parent = this.open.at(-1)!;
    group.parent = parent;
    parent.inside.push(group);
    this.open.push(group);
  }
}
