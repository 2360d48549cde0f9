import { issue, type IssueCode } from '#libs/message';
import type { EdiSegment } from '../edi/edi-document.js';
import type { EnvelopePlace } from '../edi/envelope-place.js';
import { IssueList } from '../edi/issue-list.js';
import { elementText, locateSegment } from './segment-location.js';
import { countMismatch, isCount, setIssues, trailerMissing } from './set-issues.js';

/** A level of the envelope that has been opened and not yet closed. */
interface OpenLevel {
  readonly header: EdiSegment;
  readonly reference: string;
  /** Groups or sets that it has had so far, and their references. */
  count: number;
  readonly references: Set<string>;
  /** It acknowledges another interchange, which it may do without groups of its own. */
  isAcknowledgement?: boolean;
}

const envelopeTags = new Set(['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA']);
/** What may stand beside groups (interchange services) and beside sets (security of a group). */
const interchangeTags = new Set(['TA1', 'TA3', 'ISB', 'ISE']);
const groupTags = new Set(['S1S', 'S1A', 'S1E', 'SVA']);

/**
 * Follows the segments of a file through its envelope, ISA (GS (ST .. SE)+ GE)* IEA, numbers interchanges, groups and sets,
 * and collects what is wrong with their nesting, counts and control numbers. A level that is not closed ends where the
 * next one of its kind begins, so one missing trailer is one fault. The control numbers seen are all that it keeps.
 */
export class InterchangeCheck {
  /** Faults of sets, which each set shows by itself. */
  readonly setIssues = new IssueList();
  /** Faults that only the envelope as a whole can show. */
  readonly envelopeIssues = new IssueList();
  private interchanges = 0;
  private groups = 0;
  private sets = 0;
  private interchange?: OpenLevel;
  private group?: OpenLevel;
  private set?: EdiSegment;
  private position = 0;
  /** A run of segments out of place is one fault. */
  private isAstray = false;
  private closed?: EnvelopePlace;
  private readonly references = new Set<string>();

  /** @param from where in the file the first segment lies, when what is above it is read elsewhere */
  constructor(from: EnvelopePlace = { interchange: 0, group: 0, message: 0 }) {
    this.interchanges = from.interchange;
    this.groups = from.group;
    this.sets = from.message;
  }

  get place(): EnvelopePlace {
    return {
      interchange: this.interchange === undefined ? 0 : this.interchanges,
      group: this.group === undefined ? 0 : this.groups,
      message: this.set === undefined ? 0 : this.sets,
    };
  }

  /** Interchanges, groups and sets so far; the group is 0 when none is open. */
  get counts(): EnvelopePlace {
    return {
      interchange: this.interchanges,
      group: this.group === undefined ? 0 : this.groups,
      message: this.sets,
    };
  }

  /** Where the segment that was taken last belongs, be it the trailer of a level. */
  get placeOfLast(): EnvelopePlace {
    return this.closed ?? this.place;
  }

  get isInSet(): boolean {
    return this.set !== undefined;
  }

  get isInInterchange(): boolean {
    return this.interchange !== undefined;
  }

  take(segment: EdiSegment & { positionInMessage?: number }): void {
    const { name } = segment;
    this.closed = undefined;
    if (this.set !== undefined && name !== 'ST' && (name === 'SE' || !envelopeTags.has(name))) {
      segment.positionInMessage = ++this.position;
      if (name !== 'SE') return;
      this.closed = this.place;
      return this.closeSet(segment);
    }
    this.isAstray &&= !envelopeTags.has(name);
    switch (name) {
      case 'ISA':
        return this.openInterchange(segment);
      case 'GS':
        return this.openGroup(segment);
      case 'ST':
        return this.openSet(segment);
      case 'GE':
        return this.closeGroup(segment);
      case 'IEA':
        return this.closeInterchange(segment);
      default:
        return this.takeService(segment);
    }
  }

  /** Counts a segment inside of a set that nobody needs to look at. */
  pass(): number {
    return ++this.position;
  }

  /** The end of the file: everything that is still open has no trailer. */
  end(): void {
    this.endInterchange();
  }

  /** Goes down into levels whose headers were read elsewhere: no fault of theirs is reported again. */
  resume(headers: readonly EdiSegment[]): void {
    for (const header of headers) {
      const level = { header, reference: '', count: 0, references: new Set<string>() };
      if (header.name === 'ISA') this.interchange = level;
      if (header.name === 'GS') this.group = level;
    }
  }

  /** What follows the current interchange's header cannot be read: nothing can be said of its trailers. */
  abandon(): void {
    this.set = undefined;
    this.group = undefined;
    this.interchange = undefined;
  }

  private openInterchange(header: EdiSegment): void {
    this.endInterchange();
    const reference = elementText(header, 13);
    this.interchanges++;
    this.interchange = { header, reference, count: 0, references: new Set() };
    this.groups = 0;
    this.sets = 0;
    const key = [5, 6, 7, 8, 13].map((element) => elementText(header, element)).join('\n');
    this.remember(this.references, key, reference, header, 13);
  }

  private openGroup(header: EdiSegment): void {
    this.endGroup();
    const reference = elementText(header, 6);
    this.groups++;
    this.group = { header, reference, count: 0, references: new Set() };
    if (this.interchange === undefined) return this.report('edi-segment-misplaced', header);
    this.interchange.count++;
    this.remember(this.interchange.references, numberKey(reference), reference, header, 6);
  }

  private openSet(header: EdiSegment & { positionInMessage?: number }): void {
    this.endSet();
    this.sets++;
    this.set = header;
    header.positionInMessage = this.position = 1;
    if (this.group === undefined) return this.report('edi-segment-misplaced', header);
    this.group.count++;
    const reference = elementText(header, 2);
    this.remember(this.group.references, reference, reference, header, 2);
  }

  private closeSet(trailer?: EdiSegment): void {
    const groupCode = this.group === undefined ? undefined : elementText(this.group.header, 1);
    this.setIssues.add(...setIssues({ header: this.set!, trailer, groupCode, place: this.place }));
    this.set = undefined;
  }

  private closeGroup(trailer: EdiSegment): void {
    this.endSet();
    if (this.group === undefined) return this.report('edi-segment-misplaced', trailer);
    this.closed = this.place;
    this.compare(this.group, trailer);
    this.group = undefined;
  }

  private closeInterchange(trailer: EdiSegment): void {
    this.endGroup();
    if (this.interchange === undefined) return this.report('edi-segment-misplaced', trailer);
    this.closed = this.place;
    this.compare(this.interchange, trailer);
    this.interchange = undefined;
  }

  /** A set that is still open has no trailer. */
  endSet(): void {
    if (this.set !== undefined) this.closeSet();
  }

  private endGroup(): void {
    this.endSet();
    if (this.group === undefined) return;
    const { header, reference } = this.group;
    this.envelopeIssues.add(trailerMissing(header, 'GE', reference, this.place));
    this.group = undefined;
  }

  private endInterchange(): void {
    this.endGroup();
    if (this.interchange === undefined) return;
    const { header, reference } = this.interchange;
    this.envelopeIssues.add(trailerMissing(header, 'IEA', reference, this.place));
    this.interchange = undefined;
  }

  private takeService(segment: EdiSegment): void {
    if (this.interchange !== undefined) {
      if (this.group === undefined && interchangeTags.has(segment.name)) {
        this.interchange.isAcknowledgement ||= segment.name.startsWith('TA');
        return;
      }
      if (this.group !== undefined && groupTags.has(segment.name)) return;
    }
    if (!this.isAstray) this.report('edi-segment-misplaced', segment);
    this.isAstray = true;
  }

  /** Control numbers of groups and interchanges are numbers: leading zeros do not tell them apart. */
  private compare(level: OpenLevel, trailer: EdiSegment): void {
    const declared = elementText(trailer, 1);
    const { place } = this;
    if (!isCount(declared, level.count)) {
      this.envelopeIssues.add(countMismatch(trailer, declared, level.count, place));
    }
    const value = elementText(trailer, 2);
    if (numberKey(value) !== numberKey(level.reference)) {
      const found = { value, expected: level.reference, args: { ...place } };
      this.envelopeIssues.add(issue('edi-reference-mismatch', locateSegment(trailer, 2), found));
    }
    const hasSets = level.count > 0 || (level === this.interchange && this.sets > 0);
    if (!hasSets && level.isAcknowledgement !== true) {
      const value = `${level.header.name} ${level.reference}`;
      const found = { value, args: { ...place } };
      this.envelopeIssues.add(issue('edi-level-empty', locateSegment(level.header), found));
    }
  }

  private remember(
    known: Set<string>,
    key: string,
    reference: string,
    header: EdiSegment,
    element: number,
  ): void {
    if (known.has(key)) {
      const found = { value: reference, args: { ...this.place } };
      this.envelopeIssues.add(issue('edi-reference-repeated', locateSegment(header, element), found));
    }
    known.add(key);
  }

  private report(code: IssueCode, segment: EdiSegment): void {
    const found = { value: segment.name, args: { ...this.place } };
    this.envelopeIssues.add(issue(code, locateSegment(segment), found));
  }
}

function numberKey(reference: string): string {
  return /^\d+$/.test(reference) ? reference.replace(/^0+(?=\d)/, '') : reference;
}
