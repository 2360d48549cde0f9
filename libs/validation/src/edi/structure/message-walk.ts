import type { FaultReporter } from '../elements/fault-reporter.js';
import type { SegmentNode } from '../segment-view.js';
import type { CompiledMessage } from './compiled-message.js';
import { MessageMatcher, type Match } from './message-matcher.js';
import type { Candidate } from './next-places.js';
import { trailerTags, type Group, type Place } from './places.js';

const mostPossible = 12;
/** What is no tag at all is told by the codec. */
const wellFormedTag = /^[A-Z][A-Z0-9]{1,2}$/;

/** Is told of every segment that has a place, in order. */
export type PlacedSegment = (segment: SegmentNode, position: number, candidate: Candidate) => void;

/** Gives the segments of one message their places and reports what does not fit. */
export function walkMessage(
  segments: readonly SegmentNode[],
  message: CompiledMessage,
  reporter: FaultReporter,
  placed: PlacedSegment,
): void {
  const matcher = new MessageMatcher(message.finder);
  const header = segments[0];
  if (header === undefined) return;
  const start: Candidate = { place: matcher.place, item: matcher.place, level: 0, again: false, missing: [] };
  placed(header, 1, start);
  for (let at = 1; at < segments.length; at++) {
    const segment = segments[at]!;
    const before = matcher.place;
    const match = matcher.match(segment.name, segments[at + 1]?.name);
    if (match.kind === 'placed') {
      reportPlaced(match, segment, at + 1, reporter);
      placed(segment, at + 1, match.candidate);
    } else if (!wellFormedTag.test(segment.name)) {
      continue;
    } else if (match.kind === 'not-in-message') {
      const expected = message.definition.name;
      reporter.ofSegment('edi-segment-not-in-message', segment, at + 1, { value: segment.name, expected });
    } else {
      const expected = matcher.possible(mostPossible).join(', ');
      const args = loopOf(before);
      reporter.ofSegment('edi-segment-out-of-order', segment, at + 1, {
        value: segment.name,
        expected,
        args,
      });
    }
  }
  reportEnd(segments, matcher, message, reporter);
}

function reportPlaced(
  { candidate, isSurplus }: Extract<Match, { kind: 'placed' }>,
  segment: SegmentNode,
  position: number,
  reporter: FaultReporter,
): void {
  const { item, missing } = candidate;
  if (missing.length === 0 && !isSurplus && item.repetitions > 0) return;
  for (const left of missing) reportMissing(left, segment, position, reporter);
  const args = { ...loopOf(item), ...guideOf(item) };
  if (item.repetitions === 0) {
    const expected = item.guide ?? '';
    reporter.ofSegment('edi-segment-not-used', segment, position, { value: item.tag, expected, args });
  } else if (isSurplus) {
    const code = item.kind === 'group' ? 'edi-group-repeated' : 'edi-segment-repeated';
    const expected = String(item.repetitions);
    reporter.ofSegment(code, segment, position, { value: item.tag, expected, args });
  }
}

function reportMissing(
  left: Place | Group,
  segment: SegmentNode,
  position: number,
  reporter: FaultReporter,
): void {
  const args = { ...loopOf(left), ...guideOf(left), missing: left.tag };
  if (left.kind === 'segment') {
    reporter.ofSegment('edi-segment-missing', segment, position, { expected: left.tag, args });
  } else {
    const expected = left.name === left.tag ? left.tag : `${left.name} (${left.tag})`;
    reporter.ofSegment('edi-group-missing', segment, position, { expected, args });
  }
}

/** A message that ends without its trailer is told by the codec; what else it lacks is told here. */
function reportEnd(
  segments: readonly SegmentNode[],
  matcher: MessageMatcher,
  message: CompiledMessage,
  reporter: FaultReporter,
): void {
  const trailer = trailerTags[message.dialect];
  const last = segments.at(-1)!;
  if (last.name === trailer) return;
  const match = matcher.match(trailer, undefined);
  if (match.kind !== 'placed') return;
  for (const left of match.candidate.missing) reportMissing(left, last, segments.length, reporter);
}

function loopOf(item: Place | Group): { loop?: string } {
  const group = item.kind === 'group' ? item : item.group;
  return group.depth === 0 ? {} : { loop: group.tag };
}

function guideOf({ guide }: Place | Group): { guide?: string } {
  return guide === undefined ? {} : { guide };
}
