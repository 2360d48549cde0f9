import type { CompiledPart } from '../elements/compiled-segment.js';
import type { SegmentNode } from '../segment-view.js';
import type { CompiledMessage } from '../structure/compiled-message.js';
import { FaultReporter } from '../elements/fault-reporter.js';
import { syntaxVersionOf } from '../interchange-syntax.js';
import { walkMessage } from '../structure/message-walk.js';
import type { Candidate } from '../structure/next-places.js';
import type { Group } from '../structure/places.js';

/** A segment as people find their way to it: the groups that it is in, and what stands at its positions. */
export interface OutlinedSegment {
  readonly segment: SegmentNode;
  /** Counts from 1 with UNH or ST; absent outside of messages. */
  readonly position?: number;
  /** The groups around it, outermost first: `SG11`, `SG15`; loops of X12 by their trigger. */
  readonly groups: readonly string[];
  /** How many of the groups, the innermost ones, begin with it. */
  readonly begun: number;
  /** Elements by position; empty when nobody knows the segment. */
  readonly parts: readonly CompiledPart[];
}

/** Where a message's definition places its segments. What has no place stands where it was found, in the group before it. */
export function outlineMessage(
  segments: readonly SegmentNode[],
  message: CompiledMessage,
  partsOf: (segment: SegmentNode) => readonly CompiledPart[],
): OutlinedSegment[] {
  const candidates = new Map<SegmentNode, Candidate>();
  walkMessage(segments, message, silent(), (segment, _, candidate) => candidates.set(segment, candidate));
  let groups: readonly string[] = [];
  return segments.map((segment, at) => {
    const candidate = candidates.get(segment);
    if (candidate !== undefined) groups = groupsAround(candidate.place.group);
    const begun = candidate === undefined ? 0 : groups.length - candidate.level;
    const known = candidate && message.segment(candidate.place, syntaxVersionOf(segments[0]!));
    return { segment, position: at + 1, groups, begun, parts: known?.parts ?? partsOf(segment) };
  });
}

/** The same without a definition of the message. */
export function outlineFlat(
  segments: readonly SegmentNode[],
  partsOf: (segment: SegmentNode) => readonly CompiledPart[],
): OutlinedSegment[] {
  return segments.map((segment, at) => ({
    segment,
    position: at + 1,
    groups: [],
    begun: 0,
    parts: partsOf(segment),
  }));
}

function groupsAround(innermost: Group): string[] {
  const names: string[] = [];
  for (
    let group: Group | undefined = innermost;
    group !== undefined && group.depth > 0;
    group = group.group
  ) {
    names.unshift(group.name);
  }
  return names;
}

function silent(): FaultReporter {
  return new FaultReporter({ interchange: 0, group: 0, message: 0 }, 0);
}
