import type { Document } from '#libs/message';
import type { AcknowledgedError, IncomingAcknowledgement } from '../edi/incoming-acknowledgement.js';
import { valueOf, type ServiceSegment } from '../edi/interchange-report.js';
import { serviceSegment } from '../edi/segment.js';

/** BGM 1225: 27 not accepted, 29 accepted without amendment, 34 accepted with amendment. */
const functions: Readonly<Record<string, IncomingAcknowledgement['verdict']>> = {
  27: 'rejected',
  29: 'accepted',
  34: 'partially',
};

/** BGM 4343, where 1225 does not say it. */
const responses: Readonly<Record<string, IncomingAcknowledgement['verdict']>> = {
  AP: 'accepted',
  NA: 'received',
  RE: 'rejected',
};

/**
 * Every APERAK in a decoded file, one reading for each message that it names (RFF with qualifier ACW before any error). An
 * action that nobody knows is `rejected` when there are errors, or else `unknown`.
 */
export function readAperak(document: Document): IncomingAcknowledgement[] {
  const readings: IncomingAcknowledgement[] = [];
  let parties = { from: '', to: '' };
  let message: ServiceSegment[] | undefined;
  for (const node of document.root.children) {
    const segment = serviceSegment(node);
    if (segment.tag === 'UNB') parties = { from: valueOf(segment, 2), to: valueOf(segment, 3) };
    if (segment.tag === 'UNH') message = valueOf(segment, 2) === 'APERAK' ? [] : undefined;
    else if (segment.tag === 'UNT' && message !== undefined) {
      readings.push({ ...readingOf(message), ...parties });
      message = undefined;
    } else message?.push(segment);
  }
  return readings;
}

function readingOf(segments: readonly ServiceSegment[]): Omit<IncomingAcknowledgement, 'from' | 'to'> {
  const bgm = segments.find(({ tag }) => tag === 'BGM');
  const firstError = segments.findIndex(({ tag }) => tag === 'ERC');
  const head = firstError < 0 ? segments : segments.slice(0, firstError);
  const reference = head.find((segment) => segment.tag === 'RFF' && valueOf(segment, 1) === 'ACW');
  const errors = segments.filter(({ tag }) => tag === 'ERC').map(errorOf);
  const action = valueOf(bgm, 3) || valueOf(bgm, 4);
  const verdict =
    functions[valueOf(bgm, 3)] ?? responses[valueOf(bgm, 4)] ?? (errors.length > 0 ? 'rejected' : 'unknown');
  return {
    form: 'APERAK',
    level: 'message',
    ...(reference === undefined ? {} : { messageReference: valueOf(reference, 1, 2) }),
    verdict,
    action,
    errors,
  };
}

function errorOf(segment: ServiceSegment): AcknowledgedError {
  return { code: valueOf(segment, 1) };
}
