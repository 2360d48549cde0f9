import type { EdiDocument, EdiSegment } from '#libs/codecs';
import type { Issue } from '#libs/message';
import type { GroupReport, InterchangeReport, MessageReport } from './interchange-report.js';
import { serviceSegment } from './segment.js';

/** One report for every interchange in a document, in order. */
export function reportInterchanges(document: EdiDocument, issues: readonly Issue[]): InterchangeReport[] {
  const collector = new ReportCollector();
  collector.add(document, issues);
  return collector.reports();
}

type Growing<Report> = { -readonly [Key in keyof Report]: Report[Key] };
type Owner = GrowingInterchange | GrowingGroup | GrowingMessage;

interface GrowingMessage extends Growing<MessageReport> {
  issues: Issue[];
}

interface GrowingGroup extends Growing<GroupReport> {
  issues: Issue[];
  messages: GrowingMessage[];
}

interface GrowingInterchange extends Growing<InterchangeReport> {
  issues: Issue[];
  groups: GrowingGroup[];
  messages: GrowingMessage[];
}

const headerLevels: Readonly<Record<string, 'interchange' | 'group' | 'message'>> = {
  UNB: 'interchange',
  ISA: 'interchange',
  UNG: 'group',
  GS: 'group',
  UNH: 'message',
  ST: 'message',
};

/**
 * Makes reports of a file that is read in parts: every decoded message is added with its issues, in the order of the file,
 * and the issues of parts without a message by themselves. Of a message, only its header is kept. Issues belong where their
 * `args` (interchange, group, message, each from 1) say, or else to what their byte offset lies in.
 */
export class ReportCollector {
  private readonly interchanges: GrowingInterchange[] = [];
  private readonly owners = new Map<string, Owner>();
  /** Where each owner's bytes begin, in order. */
  private readonly starts: { readonly offset: number; readonly owner: Owner }[] = [];
  private readonly waiting: Issue[] = [];
  private readonly entered = new Set<number>();
  private interchange?: GrowingInterchange;
  private group?: GrowingGroup;
  private messages = 0;

  /** @param document a whole file, or a message with its headers in `envelope` */
  add(document: EdiDocument, issues: readonly Issue[]): void {
    for (const header of document.envelope)
      if (!this.entered.has(header.position.offset)) this.take(header, document);
    for (const segment of document.root.children) this.take(segment, document);
    this.addIssues(issues);
  }

  /** Faults of the envelope, which a stream tells with whatever part it is at. */
  addIssues(issues: readonly Issue[]): void {
    for (const fault of issues) this.waiting.push(fault);
  }

  reports(): InterchangeReport[] {
    for (const fault of this.waiting.splice(0)) this.ownerOf(fault)?.issues.push(fault);
    return this.interchanges;
  }

  private take(segment: EdiSegment, { format }: EdiDocument): void {
    switch (headerLevels[segment.name]) {
      case 'interchange':
        this.openInterchange(segment, format, true);
        return;
      case 'group':
        return this.openGroup(segment, this.interchange ?? this.openInterchange(segment, format, false));
      case 'message':
        return this.openMessage(segment, this.interchange ?? this.openInterchange(segment, format, false));
      default:
        return this.other(segment);
    }
  }

  private ownerOf({ args, location }: Issue): Owner | undefined {
    const [interchange, group, message] = [args?.interchange, args?.group, args?.message].map((one) =>
      Number(one ?? 0),
    );
    const named = this.owners.get(key(interchange!, group!, message!));
    if (named !== undefined) return named;
    const offset = location.offset ?? -1;
    return this.starts.findLast((start) => start.offset <= offset)?.owner ?? this.interchanges[0];
  }

  private openInterchange(
    segment: EdiSegment,
    format: EdiDocument['format'],
    hasHeader: boolean,
  ): GrowingInterchange {
    const { syntax } = segment;
    const header = hasHeader ? serviceSegment(segment) : undefined;
    const opened: GrowingInterchange = { format, syntax, header, issues: [], groups: [], messages: [] };
    this.interchanges.push(opened);
    this.interchange = opened;
    this.group = undefined;
    this.messages = 0;
    this.enter(opened, segment, 0, 0);
    return opened;
  }

  private openGroup(segment: EdiSegment, interchange: GrowingInterchange): void {
    this.group = { header: serviceSegment(segment), issues: [], messages: [] };
    interchange.groups.push(this.group);
    this.enter(this.group, segment, interchange.groups.length, 0);
  }

  private openMessage(segment: EdiSegment, interchange: GrowingInterchange): void {
    const message: GrowingMessage = { header: serviceSegment(segment), issues: [] };
    (this.group ?? interchange).messages.push(message);
    this.enter(message, segment, this.group === undefined ? 0 : interchange.groups.length, ++this.messages);
  }

  private other(segment: EdiSegment): void {
    const { interchange, group } = this;
    if (interchange === undefined) return;
    if (segment.name === 'TA1') interchange.hasTa1 = true;
    if (segment.name === 'GE' && group !== undefined) group.declaredCount = segment.children[0]?.text;
    const isGroupEnd = segment.name === 'GE' || segment.name === 'UNE';
    const isInterchangeEnd = segment.name === 'IEA' || segment.name === 'UNZ';
    if (!isGroupEnd && !isInterchangeEnd) return;
    const owner = isGroupEnd ? (group ?? interchange) : interchange;
    this.starts.push({ offset: segment.position.offset, owner });
    this.group = undefined;
    if (isInterchangeEnd) this.interchange = undefined;
  }

  private enter(owner: Owner, segment: EdiSegment, group: number, message: number): void {
    const { offset } = segment.position;
    this.owners.set(key(this.interchanges.length, group, message), owner);
    this.starts.push({ offset, owner });
    if (message === 0) this.entered.add(offset);
  }
}

function key(interchange: number, group: number, message: number): string {
  return `${interchange} ${group} ${message}`;
}
