import type { DocumentNode, Position } from '#libs/message';
import type { CompiledSegment } from '../elements/compiled-segment.js';
import type { SegmentNode } from '../segment-view.js';
import { namedElements } from './named-elements.js';

/** A segment or a group of a structured message. Elements are named when somebody first looks. */
export class StructuredNode implements DocumentNode {
  readonly kind = 'object';
  /** Segments and groups inside a group. */
  readonly inside: DocumentNode[] = [];
  private elements?: readonly DocumentNode[];

  constructor(
    readonly name: string,
    private readonly segment?: SegmentNode,
    private readonly segmentPosition?: number,
    private readonly definition?: CompiledSegment,
    public parent?: DocumentNode,
  ) {}

  get children(): readonly DocumentNode[] {
    if (this.segment === undefined) return this.inside;
    return (this.elements ??= namedElements(this.segment, this.definition, this).concat(this.inside));
  }

  get position(): Position | undefined {
    if (this.segment === undefined) return undefined;
    return { offset: this.segment.position?.offset, segment: this.segmentPosition };
  }
}
