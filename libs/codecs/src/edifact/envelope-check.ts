import { issue, type Issue, type IssueCode } from '#libs/message';
import { role } from '../edi/edi-source.js';
import type { EnvelopePlace } from '../edi/envelope-place.js';
import { isTag, segmentPath, type SegmentNode } from '../edi/segment-node.js';

/** Which level's answer a fault belongs to: a message's own, or that of the groups and the interchange around it. */
export type EnvelopeLevel = 'message' | 'interchange';

/** An interchange, a group or a message that is open. */
interface Open {
  /** Absent when the header is missing. */
  readonly header?: SegmentNode;
  readonly reference: string;
  readonly ordinal: number;
  /** Of a group: the type of its messages, once it is known. */
  type?: string;
  groups: number;
  messages: number;
  segments: number;
  isMixed: boolean;
  /** Segments that stood outside of messages: reported once per row of them. */
  hasStray: boolean;
}

const mostReferences = 1_000_000;

/**
 * Follows the service segments of a file and reports what does not fit together: headers and trailers, counts and
 * references (ISO 9735-1; the rules behind 0085 codes 26 and 28 to 33). It is told every segment in order, and the end.
 * Interactive interchanges (UIB, UIH, UIT, UIZ of ISO 9735-3) nest alike, but their references are not compared.
 */
export class EnvelopeCheck {
  private readonly place: { interchange: number; group: number; message: number };
  private interchange?: Open;
  private group?: Open;
  private message?: Open;
  private references = new Set<string>();

  /**
   * @param above a message that is read alone: which interchange, group and message of the file came before it. What is
   * reported of these levels is of no interest then.
   */
  constructor(
    private readonly report: (fault: Issue, level: EnvelopeLevel) => void,
    above?: EnvelopePlace,
  ) {
    this.place = { ...(above ?? { interchange: 0, group: 0, message: 0 }) };
    if (above !== undefined) {
      this.interchange = opened(above.interchange);
      if (above.group > 0) this.group = opened(above.group);
    }
  }

  /** The number of the interchange, group and message that is open, each from 1; 0: none. */
  get openPlace(): EnvelopePlace {
    const { interchange, group, message } = this;
    return {
      interchange: interchange?.ordinal ?? 0,
      group: group?.ordinal ?? 0,
      message: message?.ordinal ?? 0,
    };
  }

  /** How many there have been so far: of interchanges in the file, of groups and messages in the interchange. */
  get counted(): EnvelopePlace {
    return { ...this.place, group: this.group === undefined ? 0 : this.place.group };
  }

  segment(segment: SegmentNode, isTerminated = true): void {
    if (!isTerminated) {
      const level = this.message === undefined ? 'interchange' : 'message';
      this.fault('edi-terminator-missing', segment, '', { value: segment.name }, level);
    }
    switch (segment.name) {
      case 'UNB':
      case 'UIB':
        return this.openInterchange(segment);
      case 'UNG':
        return this.openGroup(segment);
      case 'UNH':
      case 'UIH':
        return this.openMessage(segment);
      case 'UNT':
      case 'UIT':
        return this.closeMessage(segment);
      case 'UNE':
        return this.closeGroup(segment);
      case 'UNZ':
      case 'UIZ':
        return this.closeInterchange(segment);
      default:
        return this.other(segment);
    }
  }

  /** @param offset of the end of the file */
  end(offset: number): void {
    this.missingTrailers(offset, true);
  }

  private openInterchange(segment: SegmentNode): void {
    this.missingTrailers(segment.position.offset, true);
    this.place.interchange++;
    this.place.group = 0;
    this.place.message = 0;
    this.references = new Set();
    this.interchange = opened(this.place.interchange, segment, elementText(segment, 5));
  }

  private openGroup(segment: SegmentNode): void {
    const interchange = this.inInterchange(segment);
    this.missingTrailers(segment.position.offset, false);
    if (interchange.messages > 0 && interchange.groups === 0) this.mixed(interchange, segment);
    interchange.groups++;
    this.place.group++;
    this.group = opened(this.place.group, segment, elementText(segment, 5));
    this.group.type = elementText(segment, 1) || undefined;
    this.unique('G', this.group.reference, segment, '0048');
  }

  private openMessage(segment: SegmentNode): void {
    const interchange = this.inInterchange(segment);
    const offset = segment.position.offset;
    if (this.message !== undefined) this.missingTrailer(this.message, 'UNT', offset);
    this.place.message++;
    const message = opened(this.place.message, segment, elementText(segment, 1));
    this.message = message;
    message.segments = segment.positionInMessage = 1;
    interchange.messages++;
    if (this.group === undefined) {
      if (interchange.groups > 0) this.mixed(interchange, segment);
    } else {
      this.group.messages++;
      this.sameType(this.group, segment);
    }
    if (segment.name === 'UNH') this.unique('M', message.reference, segment, '0062');
  }

  private closeMessage(segment: SegmentNode): void {
    const { message } = this;
    if (message === undefined) return this.misplaced(segment);
    segment.positionInMessage = ++message.segments;
    if (segment.name === 'UNT' && message.header?.name === 'UNH') {
      this.count(segment, 1, '0074', message.segments);
      this.reference(segment, 2, '0062', message);
    }
    this.message = undefined;
  }

  private closeGroup(segment: SegmentNode): void {
    this.inInterchange(segment);
    if (this.message !== undefined) this.missingTrailer(this.message, 'UNT', segment.position.offset);
    this.message = undefined;
    const { group } = this;
    if (group === undefined) return this.misplaced(segment);
    if (group.messages === 0) this.empty(group);
    this.count(segment, 1, '0060', group.messages);
    this.reference(segment, 2, '0048', group);
    this.group = undefined;
  }

  private closeInterchange(segment: SegmentNode): void {
    const interchange = this.inInterchange(segment);
    this.missingTrailers(segment.position.offset, false);
    if (segment.name === 'UNZ' && interchange.header?.name === 'UNB') {
      if (interchange.messages + interchange.groups === 0) this.empty(interchange);
      this.count(segment, 1, '0036', interchange.groups > 0 ? interchange.groups : interchange.messages);
      this.reference(segment, 2, '0020', interchange);
    }
    this.interchange = undefined;
  }

  private other(segment: SegmentNode): void {
    const { source, tagEnd, place, name } = segment;
    if (this.message !== undefined) segment.positionInMessage = ++this.message.segments;
    else this.misplaced(segment);
    const level = this.message === undefined ? 'interchange' : 'message';
    if (name.length !== 3 || !isTag(name))
      this.fault('edi-tag-malformed', segment, '', { value: name }, level);
    if (tagEnd < place.end && source.roles[source.text.charCodeAt(tagEnd)] === role.component) {
      const value = source.bytes.slice(tagEnd, place.end).split(source.syntax.separators.element)[0]!;
      this.fault('edifact-nesting', segment, '', { value }, level);
    }
  }

  /** The interchange that the segment is in, even if it has no header. */
  private inInterchange(segment: SegmentNode): Open {
    if (this.interchange === undefined) {
      this.openInterchange(segment);
      this.interchange = opened(this.place.interchange);
      this.fault('edi-header-missing', segment, '', { value: segment.name, expected: 'UNB' });
    }
    return this.interchange;
  }

  private misplaced(segment: SegmentNode): void {
    const interchange = this.inInterchange(segment);
    const isService = /^U[NI][TE]$/.test(segment.name);
    if (isService || !interchange.hasStray)
      this.fault('edi-segment-misplaced', segment, '', { value: segment.name });
    interchange.hasStray = !isService;
  }

  private missingTrailers(offset: number, withInterchange: boolean): void {
    if (this.message !== undefined) this.missingTrailer(this.message, 'UNT', offset);
    this.message = undefined;
    if (this.group !== undefined) this.missingTrailer(this.group, 'UNE', offset);
    this.group = undefined;
    if (!withInterchange || this.interchange === undefined) return;
    if (this.interchange.header !== undefined) this.missingTrailer(this.interchange, 'UNZ', offset);
    this.interchange = undefined;
  }

  private missingTrailer(open: Open, trailer: 'UNT' | 'UNE' | 'UNZ', offset: number): void {
    const expected = open.header?.name.startsWith('UI') ? trailer.replace('UN', 'UI') : trailer;
    const path = trailer === 'UNT' ? `${expected} ${open.segments + 1}` : expected;
    const details = { value: open.reference, expected, args: { ...this.openPlace } };
    this.report(
      issue('edi-trailer-missing', { path, offset }, details),
      trailer === 'UNT' ? 'message' : 'interchange',
    );
  }

  private mixed(interchange: Open, segment: SegmentNode): void {
    if (interchange.isMixed) return;
    interchange.isMixed = true;
    this.fault('edi-groups-mixed', segment, '', {
      value: elementText(segment, segment.name === 'UNG' ? 5 : 1),
    });
  }

  /** A group has messages of one type only: the one that UNG 0038 names, or else that of its first message. */
  private sameType(group: Open, segment: SegmentNode): void {
    const value = elementText(segment, 2);
    group.type ??= value;
    if (value === group.type) return;
    this.fault('edi-group-types-mixed', segment, 'S009/0065', { value, expected: group.type });
  }

  private unique(kind: 'G' | 'M', reference: string, segment: SegmentNode, element: string): void {
    const key = kind + reference;
    if (this.references.has(key))
      this.fault('edi-reference-repeated', segment, element, { value: reference });
    else if (this.references.size < mostReferences) this.references.add(kept(key));
  }

  private empty(open: Open): void {
    const { header } = open;
    if (header !== undefined) this.fault('edi-level-empty', header, '', { value: open.reference });
  }

  private count(segment: SegmentNode, position: number, element: string, actual: number): void {
    const value = elementText(segment, position);
    if (/^\d{1,15}$/.test(value) && Number(value) === actual) return;
    this.fault('edi-count-mismatch', segment, element, { value, expected: String(actual) }, levelOf(segment));
  }

  private reference(segment: SegmentNode, position: number, element: string, open: Open): void {
    const value = elementText(segment, position);
    if (open.header === undefined || value === open.reference) return;
    this.fault(
      'edi-reference-mismatch',
      segment,
      element,
      { value, expected: open.reference },
      levelOf(segment),
    );
  }

  private fault(
    code: IssueCode,
    segment: SegmentNode,
    element: string,
    details: { value: string; expected?: string },
    level: EnvelopeLevel = 'interchange',
  ): void {
    const place = segmentPath(segment);
    const path = element === '' ? place : `${place}/${element}`;
    this.report(
      issue(code, { path, ...segment.position }, { ...details, args: { ...this.openPlace } }),
      level,
    );
  }
}

function levelOf(trailer: SegmentNode): EnvelopeLevel {
  return trailer.name === 'UNT' ? 'message' : 'interchange';
}

function opened(ordinal: number, header?: SegmentNode, reference = ''): Open {
  const counts = { groups: 0, messages: 0, segments: 0 };
  return { header, ordinal, reference: kept(reference), ...counts, isMixed: false, hasStray: false };
}

/** The text of an element by its position from 1, or of its first component. */
export function elementText(segment: SegmentNode, position: number): string {
  const values = segment.values();
  while (values.next()) if (values.element === position) return values.text;
  return '';
}

/** A text of its own: a piece of a longer one would keep all of that in memory. V8 copies pieces shorter than 13. */
function kept(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
