import type { Document } from '#libs/message';
import type { Dialect } from '../definitions/definitions.js';
import type { SegmentNode } from '../segment-view.js';

/** The headers that a message lies under. */
export interface Envelope {
  /** UNB or ISA. */
  readonly interchange?: SegmentNode;
  /** UNG or GS. */
  readonly group?: SegmentNode;
}

/** Which interchange of the file, and which group and message of the interchange: from 1, or 0 for none. */
export interface EnvelopeCount {
  readonly interchange: number;
  readonly group: number;
  readonly message: number;
}

export interface FoundMessage {
  readonly envelope: Envelope;
  readonly count: EnvelopeCount;
  /** From UNH or ST on; the trailer is the last one unless it is missing. */
  readonly segments: readonly SegmentNode[];
}

export interface FoundMessages {
  readonly messages: readonly FoundMessage[];
  /** Service segments outside of messages, with what they belong to. */
  readonly service: readonly { readonly segment: SegmentNode; readonly count: EnvelopeCount }[];
}

type Role = 'interchange' | 'group' | 'message' | 'message-end' | 'group-end' | 'interchange-end';

const roles: Readonly<Record<Dialect, ReadonlyMap<string, Role>>> = {
  edifact: new Map<string, Role>([
    ['UNB', 'interchange'],
    ['UNG', 'group'],
    ['UNH', 'message'],
    ['UNT', 'message-end'],
    ['UNE', 'group-end'],
    ['UNZ', 'interchange-end'],
  ]),
  x12: new Map<string, Role>([
    ['ISA', 'interchange'],
    ['GS', 'group'],
    ['ST', 'message'],
    ['SE', 'message-end'],
    ['GE', 'group-end'],
    ['IEA', 'interchange-end'],
  ]),
};

/** Cuts the flat segments of a decoded file into its messages. */
export function walkMessages(document: Document, dialect: Dialect): FoundMessages {
  const walk = new EnvelopeWalk();
  const ofDialect = roles[dialect];
  if ('envelope' in document) {
    for (const header of document.envelope as readonly SegmentNode[])
      walk.header(header, ofDialect.get(header.name));
  }
  if ('place' in document) walk.startAt(document.place as EnvelopeCount);
  for (const segment of document.root.children as readonly SegmentNode[]) {
    walk.segment(segment, ofDialect.get(segment.name));
  }
  return walk;
}

class EnvelopeWalk implements FoundMessages {
  readonly messages: FoundMessage[] = [];
  readonly service: { segment: SegmentNode; count: EnvelopeCount }[] = [];
  private count = { interchange: 0, group: 0, message: 0 };
  private groups = 0;
  private envelope: Envelope = {};
  private open?: SegmentNode[];

  /** A header that the message was cut out from under: it counts, but its faults are told elsewhere. */
  header(segment: SegmentNode, role: Role | undefined): void {
    this.enter(segment, role);
  }

  /** Where in its file a part lies that was cut out of it. */
  startAt({ interchange, group, message }: EnvelopeCount): void {
    this.count = { interchange, group, message };
    this.groups = group;
  }

  segment(segment: SegmentNode, role: Role | undefined): void {
    if (role === undefined || role === 'message-end') {
      if (this.open !== undefined) this.open.push(segment);
      else if (role === undefined) this.service.push({ segment, count: { ...this.count, message: 0 } });
      if (role === 'message-end') this.open = undefined;
      return;
    }
    this.open = undefined;
    this.enter(segment, role);
    if (role !== 'message') this.service.push({ segment, count: { ...this.count, message: 0 } });
    if (role === 'group-end') this.leaveGroup();
  }

  private enter(segment: SegmentNode, role: Role | undefined): void {
    if (role === 'interchange') {
      this.count = { interchange: this.count.interchange + 1, group: 0, message: 0 };
      this.groups = 0;
      this.envelope = { interchange: segment };
    } else if (role === 'group') {
      this.count = { ...this.count, group: ++this.groups };
      this.envelope = { interchange: this.envelope.interchange, group: segment };
    } else if (role === 'message') {
      this.count = { ...this.count, message: this.count.message + 1 };
      this.open = [segment];
      this.messages.push({ envelope: this.envelope, count: this.count, segments: this.open });
    }
  }

  private leaveGroup(): void {
    this.count = { ...this.count, group: 0 };
    this.envelope = { interchange: this.envelope.interchange };
  }
}
