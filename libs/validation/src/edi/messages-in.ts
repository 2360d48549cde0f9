import type { Document } from '#libs/message';
import type { Dialect } from './definitions/definitions.js';
import { syntaxVersionOf } from './interchange-syntax.js';
import { messageIdentity } from './message-identity.js';
import type { SegmentNode } from './segment-view.js';
import { walkMessages, type EnvelopeCount } from './structure/walk-messages.js';

/** A message of a decoded interchange, by what it says of itself. */
export interface EdiMessage {
  /** `IFTMIN`, `404` */
  readonly type: string;
  /** The definition that it names, whether or not there is one: `edifact/d00b/IFTMIN`, `x12/004010/404`. */
  readonly ref: string;
  /** EDIFACT 0057 (`SMDG20`); in X12 what follows the version in GS08. */
  readonly association: string;
  readonly count: EnvelopeCount;
  /** From UNH to UNT, or ST to SE. */
  readonly segments: readonly SegmentNode[];
}

/** The messages of a decoded EDIFACT or X12 document, in order; none for any other format. */
export function messagesIn(document: Document): EdiMessage[] {
  const { format } = document;
  if (format !== 'edifact' && format !== 'x12') return [];
  return walkMessages(document, format).messages.map((found) => {
    const { type, directory, association } = messageIdentity(found, format);
    const { count, segments } = found;
    return { type, ref: refOf(format, type, directory, segments[0]!), association, count, segments };
  });
}

function refOf(dialect: Dialect, type: string, directory: string, header: SegmentNode): string {
  if (dialect === 'edifact' && type === 'CONTRL') {
    return `edifact/service/${syntaxVersionOf(header) >= 4 ? 4 : 3}/CONTRL`;
  }
  return `${dialect}/${directory}/${type}`;
}
