import type { EdiSyntax } from '#libs/codecs';
import type { Issue } from '#libs/message';

/**
 * What is known of a received interchange when it is to be acknowledged: the segments of its envelope as values, and the
 * issues of every level. It is plain data, so that a long interchange can be reported message by message as it is read,
 * and kept until the answer is due. `reportInterchanges` makes it of a whole decoded document.
 */
export interface InterchangeReport {
  readonly format: 'edifact' | 'x12';
  /** UNB or ISA. Absent when none could be recognised: then nobody can be answered. */
  readonly header?: ServiceSegment;
  /** How the sender writes; the answer is written in the same way. */
  readonly syntax: EdiSyntax;
  /** Faults of the envelope, and everything else that is not of one group or message. */
  readonly issues: readonly Issue[];
  readonly groups: readonly GroupReport[];
  /** Messages outside of groups. */
  readonly messages: readonly MessageReport[];
  /** X12: it has TA1 beside its groups, which makes it an acknowledgement itself if it has no groups. */
  readonly hasTa1?: boolean;
}

export interface GroupReport {
  /** UNG or GS. */
  readonly header?: ServiceSegment;
  /** X12: GE01, as it was declared. */
  readonly declaredCount?: string;
  readonly issues: readonly Issue[];
  readonly messages: readonly MessageReport[];
}

/** A message or transaction set; an issue of severity `error` refuses it. */
export interface MessageReport {
  /** UNH or ST. */
  readonly header?: ServiceSegment;
  readonly issues: readonly Issue[];
}

/** A segment as values: elements by position, each a list of its components; a repeated element with its first value. */
export interface ServiceSegment {
  readonly tag: string;
  readonly elements: readonly (readonly string[])[];
}

/** The value of an element or component, positions from 1; '' when there is none. */
export function valueOf(segment: ServiceSegment | undefined, element: number, component = 1): string {
  return segment?.elements[element - 1]?.[component - 1] ?? '';
}

/** All messages, in groups or not. */
export function messagesOf(report: InterchangeReport): readonly MessageReport[] {
  return [...report.messages, ...report.groups.flatMap(({ messages }) => messages)];
}
