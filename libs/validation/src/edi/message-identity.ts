import type { Dialect } from './definitions/definitions.js';
import { textAt } from './segment-view.js';
import type { FoundMessage } from './structure/walk-messages.js';

/** What a message says it is. */
export interface MessageIdentity {
  /** `IFTMIN`, `404` */
  readonly type: string;
  /** `d00b`, `004010`: the folder of its directory; empty when the message does not say. */
  readonly directory: string;
  /** EDIFACT 0057, X12 the industry's part of GS08. */
  readonly association: string;
  /** As it stands there, for people. */
  readonly text: string;
}

export function messageIdentity({ segments, envelope }: FoundMessage, dialect: Dialect): MessageIdentity {
  const header = segments[0];
  if (dialect === 'edifact') {
    const part = (component: number): string => textAt(header, 2, component);
    const parts = [1, 2, 3, 4, 5].map(part);
    const text = parts.join(':').replace(/:+$/, '');
    const release = `${part(2)}${part(3)}`.toLowerCase();
    return { type: part(1), directory: release, association: part(5), text };
  }
  const type = textAt(header, 1);
  const ofInterchange = textAt(envelope.interchange, 12);
  const version = textAt(envelope.group, 8) || textAt(header, 3) || (ofInterchange && `${ofInterchange}0`);
  const directory = version.slice(0, 6);
  return { type, directory, association: version.slice(6), text: `${type} ${version}`.trim() };
}
