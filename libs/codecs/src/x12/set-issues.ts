import { issue, type Issue } from '#libs/message';
import type { EdiSegment } from '../edi/edi-document.js';
import type { EnvelopePlace } from '../edi/envelope-place.js';
import { groupsOfSet } from './functional-groups.js';
import { elementText, locateSegment } from './segment-location.js';

/** A transaction set that has come to its end. */
export interface ClosedSet {
  readonly header: EdiSegment;
  /** SE; absent when something else came in its place. */
  readonly trailer?: EdiSegment;
  /** GS01 of the group it lies in. */
  readonly groupCode?: string;
  readonly place: EnvelopePlace;
}

/** What is wrong between ST and SE of one set: SE01, SE02, a missing SE, a group that is not for such sets. */
export function setIssues({ header, trailer, groupCode, place }: ClosedSet): Issue[] {
  const issues: Issue[] = [];
  const args = { ...place };
  const identifier = elementText(header, 1);
  const groups = groupsOfSet(identifier);
  if (groupCode !== undefined && groups.length > 0 && !groups.includes(groupCode)) {
    const found = { value: identifier, expected: groupCode, args };
    issues.push(issue('edi-group-types-mixed', locateSegment(header, 1), found));
  }
  if (trailer === undefined) return [...issues, trailerMissing(header, 'SE', elementText(header, 2), place)];
  const counted = trailer.positionInMessage!;
  const declared = elementText(trailer, 1);
  if (!isCount(declared, counted)) issues.push(countMismatch(trailer, declared, counted, place));
  const reference = elementText(header, 2);
  const repeated = elementText(trailer, 2);
  if (repeated !== reference) {
    const found = { value: repeated, expected: reference, args };
    issues.push(issue('edi-reference-mismatch', locateSegment(trailer, 2), found));
  }
  return issues;
}

export function trailerMissing(
  header: EdiSegment,
  trailer: string,
  reference: string,
  place: EnvelopePlace,
): Issue {
  const value = `${header.name} ${reference}`;
  return issue('edi-trailer-missing', locateSegment(header), {
    value,
    expected: trailer,
    args: { ...place },
  });
}

/** Whether a trailer's first element says the number that was counted. */
export function isCount(declared: string, counted: number): boolean {
  return /^\d{1,15}$/.test(declared) && Number(declared) === counted;
}

export function countMismatch(
  trailer: EdiSegment,
  declared: string,
  counted: number,
  place: EnvelopePlace,
): Issue {
  const found = { value: declared, expected: String(counted), args: { ...place } };
  return issue('edi-count-mismatch', locateSegment(trailer, 1), found);
}
