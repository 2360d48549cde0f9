import type { ChannelContext, OutboundMessage, OutboundPolicy, SendOutcome } from '#libs/channels';
import type { TraceContext } from '#libs/message';
import type { Attempt } from './attempts.js';
import type { DestinationTerms } from './destination-terms.js';
import { fileNameOf } from './file-name.js';

/** What a channel needs besides the message. */
export interface Surroundings {
  /** Active values of a secret of a partner, the newest first. */
  readonly secrets: (partner: string, name: string) => Promise<readonly Buffer[]>;
  readonly outbound?: OutboundPolicy;
}

/** A channel that does not stop when it is told to is not waited for longer. */
const patienceMs = 5_000;

/** Hands one delivery to its channel. @returns in any case how it ended; a mistake of ours counts as not sent */
export async function sendAttempt(
  attempt: Attempt,
  bytes: Buffer,
  terms: DestinationTerms,
  surroundings: Surroundings,
  stopping: AbortSignal,
): Promise<SendOutcome> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(terms.retry.attemptTimeoutMs)]);
  const context: ChannelContext = {
    secrets: (name) => surroundings.secrets(terms.partner, name),
    signal,
    outbound: surroundings.outbound,
  };
  const stopped = afterAbort(signal);
  try {
    const sent = terms.channel.send(messageOf(attempt, bytes, terms), terms.settings, context);
    return await Promise.race([sent, stopped.outcome]);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'unreachable', request: '', detail: `not sent, something is wrong with us: ${detail}` };
  } finally {
    stopped.forget();
  }
}

function afterAbort(signal: AbortSignal): { outcome: Promise<SendOutcome>; forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => undefined;
  const outcome = new Promise<SendOutcome>((resolve) => {
    const late: SendOutcome = { kind: 'timeout', request: '', detail: 'the channel did not stop in time' };
    onAbort = () => (timer = setTimeout(() => resolve(late), patienceMs));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  const forget = (): void => {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  };
  return { outcome, forget };
}

function messageOf(attempt: Attempt, bytes: Buffer, terms: DestinationTerms): OutboundMessage {
  const { deliveryId, messageId, kind, contentType } = attempt;
  const messageType = terms.messageType ?? contentType.replace('/', '-');
  const createdAt = attempt.queuedAt.toISOString();
  const { destination, partner } = terms;
  const facts = { deliveryId, messageId, destination, messageType, contentType, createdAt };
  return {
    deliveryId,
    attempt: attempt.number,
    kind,
    partner,
    destination,
    messageType,
    contentType,
    fileName: fileNameOf(facts, terms.fileName),
    bytes,
    createdAt,
    ...(terms.isTest === true ? { isTest: true } : {}),
    ...(attempt.trace === null ? {} : { trace: JSON.parse(attempt.trace) as TraceContext }),
  };
}
