import type { Document, DocumentNode, Issue } from '#libs/message';
import type {
  GroupReport,
  InterchangeReport,
  MessageReport,
  SenderSyntax,
  ServiceSegment,
} from './interchange-report.js';
import { serviceSegment } from './segment.js';

/** A decoded interchange, or several in one file: `EdiDocument` of the codecs is one. */
export interface SyntaxTree extends Document {
  readonly syntax: SenderSyntax;
}

type Growing<Report> = { -readonly [Key in keyof Report]: Report[Key] };

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

type Level = 'interchange' | 'group' | 'message';

const headerLevels: Readonly<Record<string, Level>> = {
  UNB: 'interchange',
  ISA: 'interchange',
  UNG: 'group',
  GS: 'group',
  UNH: 'message',
  ST: 'message',
};
/** X12 counts sets anew in every group, EDIFACT its messages through the interchange. */
const countsInGroup = { x12: true, edifact: false } as const;

/**
 * One report for every interchange in a document, in order. Issues belong where their `args` (interchange, group, message,
 * each from 1) say, or else to what their byte offset lies in.
 */
export function reportInterchanges(document: SyntaxTree, issues: readonly Issue[]): InterchangeReport[] {
  const walk = new EnvelopeWalk(document);
  for (const segment of document.root.children) walk.take(segment);
  for (const fault of issues) walk.ownerOf(fault)?.issues.push(fault);
  return walk.interchanges;
}

type Owner = GrowingInterchange | GrowingGroup | GrowingMessage;

class EnvelopeWalk {
  readonly interchanges: GrowingInterchange[] = [];
  private readonly owners = new Map<string, Owner>();
  /** Where each owner's bytes begin, in order. */
  private readonly starts: { readonly offset: number; readonly owner: Owner }[] = [];
  private interchange?: GrowingInterchange;
  private group?: GrowingGroup;
  private messages = 0;

  constructor(private readonly document: SyntaxTree) {}

  take(segment: DocumentNode): void {
    const level = headerLevels[segment.name];
    if (level === 'interchange') this.openInterchange(segment, serviceSegment(segment));
    else if (level !== undefined) this.open(level, segment);
    else if (segment.name === 'TA1' && this.interchange !== undefined) this.interchange.hasTa1 = true;
    else if (segment.name === 'GE' && this.group !== undefined) {
      this.group.declaredCount = segment.children[0]?.text;
      this.close(segment);
    } else if (/^(?:UNE|GE|UNT|SE|UNZ|IEA)$/.test(segment.name)) this.close(segment);
  }

  ownerOf({ args, location }: Issue): Owner | undefined {
    const named = this.owners.get(key(number(args?.interchange), number(args?.group), number(args?.message)));
    if (named !== undefined) return named;
    const offset = location.offset ?? -1;
    return this.starts.findLast((start) => start.offset <= offset)?.owner ?? this.interchanges[0];
  }

  private openInterchange(segment: DocumentNode, header?: ServiceSegment): GrowingInterchange {
    const { format, syntax } = this.document;
    const own = (segment as { readonly syntax?: SenderSyntax }).syntax ?? syntax;
    const common = { format: format as 'edifact' | 'x12', syntax: own, header };
    const opened: GrowingInterchange = { ...common, issues: [], groups: [], messages: [] };
    this.interchanges.push(opened);
    this.interchange = opened;
    this.group = undefined;
    this.messages = 0;
    this.enter(opened, segment, 0, 0);
    return opened;
  }

  private open(level: 'group' | 'message', segment: DocumentNode): void {
    const interchange = this.interchange ?? this.openInterchange(segment);
    const header = serviceSegment(segment);
    if (level === 'group') {
      this.group = { header, issues: [], messages: [] };
      interchange.groups.push(this.group);
      if (countsInGroup[interchange.format]) this.messages = 0;
      return this.enter(this.group, segment, interchange.groups.length, 0);
    }
    const message: GrowingMessage = { header, issues: [] };
    (this.group ?? interchange).messages.push(message);
    this.enter(message, segment, this.group === undefined ? 0 : interchange.groups.length, ++this.messages);
  }

  /** What follows a trailer belongs to the level above it; the trailer itself says its place in its issues. */
  private close(segment: DocumentNode): void {
    const { interchange } = this;
    if (interchange === undefined) return;
    const isMessage = segment.name === 'UNT' || segment.name === 'SE';
    if (isMessage) return;
    const owner =
      segment.name === 'UNZ' || segment.name === 'IEA' ? interchange : (this.group ?? interchange);
    this.starts.push({ offset: segment.position?.offset ?? 0, owner });
    this.group = undefined;
    if (owner === interchange && this.interchange === owner && /UNZ|IEA/.test(segment.name))
      this.interchange = undefined;
  }

  private enter(owner: Owner, segment: DocumentNode, group: number, message: number): void {
    this.owners.set(key(this.interchanges.length, group, message), owner);
    this.starts.push({ offset: segment.position?.offset ?? 0, owner });
  }
}

function key(interchange: number, group: number, message: number): string {
  return `${interchange} ${group} ${message}`;
}

function number(value: string | number | undefined): number {
  return Number(value ?? 0);
}
