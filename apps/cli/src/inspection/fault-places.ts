import type { Issue } from '#libs/message';
import type { OutlinedSegment } from '#libs/validation';
import type { Leaf } from './leaf.js';

/** The faults of a part, by where a reader looks for them. */
export interface PlacedFaults {
  /** What is missing in front of a segment. */
  readonly before: ReadonlyMap<OutlinedSegment, readonly Issue[]>;
  readonly of: ReadonlyMap<OutlinedSegment, readonly Issue[]>;
  /** What is missing at the end, and what is about no segment here. */
  readonly behind: readonly Issue[];
}

const missingInFront = new Set([
  'edi-segment-missing',
  'edi-group-missing',
  'edi-header-missing',
  'edi-trailer-missing',
]);

export function placeFaults(
  segments: readonly OutlinedSegment[],
  faults: readonly Issue[],
  end: number,
): PlacedFaults {
  const before = new Map<OutlinedSegment, Issue[]>();
  const of = new Map<OutlinedSegment, Issue[]>();
  const behind: Issue[] = [];
  for (const fault of faults) {
    const { offset } = fault.location;
    const isHeaderOfMissing =
      fault.code === 'edi-trailer-missing' && /^(?:ISA|GS|ST)\b/.test(fault.location.path ?? '');
    const owner =
      offset === undefined || offset >= end || isHeaderOfMissing ? undefined : segmentAt(segments, offset);
    if (owner === undefined) behind.push(fault);
    else append(missingInFront.has(fault.code) ? before : of, owner, fault);
  }
  return { before, of, behind };
}

/** Which of a segment's faults is about which of its values; the others are about the segment, or a value that is missing. */
export function faultsOfLeaves(
  leaves: readonly Leaf[],
  faults: readonly Issue[],
): { readonly of: ReadonlyMap<Leaf, readonly Issue[]>; readonly others: readonly Issue[] } {
  const of = new Map<Leaf, Issue[]>();
  const others: Issue[] = [];
  for (const fault of faults) {
    const leaf = leaves.find((one) => isAbout(fault, one));
    if (leaf === undefined) others.push(fault);
    else append(of, leaf, fault);
  }
  return { of, others };
}

function isAbout({ args, location }: Issue, leaf: Leaf): boolean {
  if (args?.element !== undefined) {
    const isSame = (name: 'element' | 'component' | 'repetition'): boolean =>
      args[name] === undefined || leaf[name] === undefined || args[name] === leaf[name];
    return leaf.element === args.element && isSame('component') && isSame('repetition');
  }
  const step = location.path?.replace(/^[^/]*\/?/, '') ?? '';
  if (step !== '') return leaf.code === step || leaf.code.endsWith(`/${step}`);
  return location.offset !== undefined && location.offset === leaf.offset;
}

/** The last segment that begins at or in front of this byte. */
function segmentAt(segments: readonly OutlinedSegment[], offset: number): OutlinedSegment | undefined {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]!.segment.position?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return segments[low - 1];
}

function append<Key>(map: Map<Key, Issue[]>, key: Key, fault: Issue): void {
  const present = map.get(key);
  if (present === undefined) map.set(key, [fault]);
  else present.push(fault);
}
