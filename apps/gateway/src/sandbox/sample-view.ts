import type { SampleDestination, SampleMessage, SampleReport } from '#libs/conformance';
import { issueView } from '../messages/message.views.js';

/** Whose business the destinations are. */
export interface Viewer {
  readonly partner: string;
  readonly seesAll: boolean;
}

/** What is told of a sample. */
export function sampleView(report: SampleReport, viewer: Viewer): object {
  const { issues, messages, acknowledgements, verdict = null, reason = null, ...facts } = report;
  return {
    ...facts,
    verdict,
    reason,
    issues: issues.map(issueView),
    messages: messages.map((message) => messageView(message, viewer)),
    acknowledgements: acknowledgements.map(({ contentType, bytes }) => ({
      contentType,
      ...contentOf(bytes, contentType),
    })),
  };
}

function messageView({ issues, destinations, ...message }: SampleMessage, viewer: Viewer): object {
  const isSeen = ({ partner }: SampleDestination): boolean => viewer.seesAll || partner === viewer.partner;
  const seen = destinations.filter(isSeen);
  return {
    ...message,
    issues: issues.map(issueView),
    destinations: seen.map(({ bytes, format, issues: faults, ...one }) => ({
      ...one,
      format,
      issues: faults.map(issueView),
      content: bytes === undefined ? null : contentOf(bytes),
    })),
    // that there are others is told, not who they are
    otherDestinations: destinations.length - seen.length,
  };
}

/** As text in the charset that is named, or that fits, and as it is. */
export function contentOf(bytes: Uint8Array, contentType = ''): { text: string; base64: string } {
  const named = /charset=([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  return { text: decoded(bytes, named), base64: Buffer.from(bytes).toString('base64') };
}

function decoded(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
