import type { Issue } from '#libs/message';
import type { SegmentValues } from '../edi/edi-acknowledgement.js';
import { placeOf, type FaultPlace } from '../edi/fault-place.js';
import { valueOf, type MessageReport } from '../edi/interchange-report.js';
import { copied } from './copied-elements.js';
import { elementPosition, errorCode, levelError } from './fault-position.js';

/** What CONTRL may hold: SG2 (UCS) 999 times, UCD 99 times in it. */
const mostSegments = 999;
const mostElements = 99;
const serviceTags = ['UNH', 'UNT'];

interface LocatedFault {
  readonly fault: Issue;
  readonly place: FaultPlace;
}

/**
 * UCM with its UCS and UCD. Faults of UNH and UNT, and those without a place, are of the message: UCM tells the first of
 * them. All others are told by the segment's position, its own faults first and then those of its elements.
 * @param faults those that refuse the message; with none, it is named as accepted
 */
export function messageAnswer(
  message: MessageReport,
  faults: readonly Issue[],
  version: string,
): SegmentValues[] {
  const { header } = message;
  const identifier = copied('messageIdentifier', header?.elements[1], version);
  const located = faults.map((fault) => ({ fault, place: placeOf(fault) }));
  const ofMessage = located.find(({ place }) => isOfMessage(place));
  const action = faults.length === 0 ? '7' : '4';
  const error =
    ofMessage === undefined ? [] : levelError(ofMessage.fault, ofMessage.place, serviceTags, version);
  return [
    ['UCM', valueOf(header, 1), identifier, action, ...error],
    ...segmentAnswers(
      located.filter(({ place }) => !isOfMessage(place)),
      version,
    ),
  ];
}

function isOfMessage({ tag, position }: FaultPlace): boolean {
  return position === undefined || tag === 'UNT' || (tag === 'UNH' && position === 1);
}

function segmentAnswers(faults: readonly LocatedFault[], version: string): SegmentValues[] {
  const byPosition = new Map<number, LocatedFault[]>();
  for (const located of faults) {
    const position = located.place.position ?? 0;
    byPosition.set(position, [...(byPosition.get(position) ?? []), located]);
  }
  const inOrder = [...byPosition].sort(([one], [other]) => one - other);
  const groups = inOrder.flatMap(([position, found]) => segmentGroups(position, found, version));
  return groups.slice(0, mostSegments).flat();
}

/** One error in each UCS: the elements' faults hang on the last one of their segment. */
function segmentGroups(
  position: number,
  faults: readonly LocatedFault[],
  version: string,
): SegmentValues[][] {
  const ofSegment = faults.filter(({ place }) => place.element === undefined);
  const ofElements = faults.filter(({ place }) => place.element !== undefined);
  const segments = ofSegment.map(({ fault }): SegmentValues[] => [
    ['UCS', String(position), errorCode(fault, version)],
  ]);
  if (ofElements.length === 0) return segments;
  if (segments.length === 0) segments.push([['UCS', String(position)]]);
  const elements = ofElements
    .slice(0, mostElements)
    .map(({ fault, place }): SegmentValues => [
      'UCD',
      errorCode(fault, version),
      elementPosition(place, version),
    ]);
  segments.at(-1)!.push(...elements);
  return segments;
}
