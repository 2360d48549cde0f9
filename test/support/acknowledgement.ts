import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import { eventually } from './eventually.js';
import type { PublishedMessage, Queues } from './queues.js';

export type QueuedMessage = Pick<PublishedMessage, 'body' | 'properties'>;

/** The next message of a partner's queue, waited for. */
export function nextFrom(queues: Queues, queue: string): Promise<QueuedMessage> {
  return eventually(`a message in ${queue}`, () => queues.take(queue));
}

/** An acknowledgement in XML as an object; what there can be several of is an array. */
export function readXmlAcknowledgement(body: Buffer, charset: string): AcknowledgementView {
  const parser = new XMLParser({
    removeNSPrefix: true,
    parseTagValue: false,
    isArray: (name) => name === 'issue' || name === 'fact',
  });
  const text = iconv.decode(body, charset);
  const root = parser.parse(text) as Record<string, AcknowledgementView>;
  return Object.values(root).find((value) => typeof value === 'object')!;
}

/** What the tests read of an acknowledgement. */
export interface AcknowledgementView {
  readonly acknowledgedDocumentId?: string;
  readonly messageId: string;
  readonly messageSha256: string;
  readonly result: string;
  readonly [member: string]: unknown;
}
