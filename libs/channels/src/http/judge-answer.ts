import type { SendOutcome } from '../channel.js';
import type { GuardedAnswer } from './guarded-answer.js';
import { judgeStatus, retryAfterMs } from './judge-status.js';

/** How much of an answer is shown with the attempt. */
const shownCharacters = 500;

/** An outcome without the request, which the answer does not know. */
export type Judgement = { [Kind in SendOutcome['kind']]: JudgedAs<Kind> }[SendOutcome['kind']];
type JudgedAs<Kind> = Omit<Extract<SendOutcome, { kind: Kind }>, 'request'>;

/** What the answer to a pushed message means for its delivery (REL-5); by the status alone, whatever the body is. */
export function judgeAnswer(answer: GuardedAnswer): Judgement {
  if (answer.kind === 'forbidden') return { kind: 'unreachable', detail: `not connected: ${answer.detail}` };
  // what was under way when the connection broke may have arrived
  if (answer.kind === 'broken') return { kind: 'invalid-answer', detail: answer.detail };
  if (answer.kind !== 'answer') return { kind: answer.kind, detail: answer.detail };
  const { status, headers, body } = answer;
  const shown = body.toString('utf8').slice(0, shownCharacters).replaceAll('\u0000', '');
  const said = { answer: `${status} ${shown}`.trim() };
  const kind = judgeStatus(status);
  if (kind === 'accepted') return { kind, receipt: body.length === 0 ? undefined : body, ...said };
  const waitMs = retryAfterMs(headers['retry-after'], Date.now());
  return {
    kind,
    detail: `HTTP status ${status}`,
    ...said,
    ...(kind === 'refused' || kind === 'gone' ? {} : { retryAfterMs: waitMs }),
  };
}
