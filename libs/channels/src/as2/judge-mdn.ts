import type { SendOutcome } from '../channel.js';
import type { GuardedAnswer } from '../http/guarded-answer.js';
import { judgeAnswer, type Judgement } from '../http/judge-answer.js';
import type { Certificate } from './cms/certificate.js';
import { readMdn, type MdnReading, type ReceivedMdn } from './mdn/read-mdn.js';
import { isSameMessageId } from './message-id.js';
import { micOf, writeMic } from './mic.js';
import { contentTypeOf, outermostEntity, writeEntity } from './mime/entity.js';
import type { CompleteSettings } from './settings.js';
import type { Sealed } from './transmission/seal.js';

export interface Sent {
  readonly settings: CompleteSettings;
  readonly sealed: Sealed;
  readonly messageId: string;
  /** The partner's. */
  readonly certificates: readonly Certificate[];
}

/** What the answer to a transmission means for its delivery. */
export function judgeMdn(answer: GuardedAnswer, sent: Sent): Judgement {
  const judgement = judgeAnswer(answer);
  if (answer.kind !== 'answer' || judgement.kind !== 'accepted') return judgement;
  const { mdn: mode, mdnWithinMinutes, signedMdn, receive } = sent.settings;
  const said = { answer: `${answer.status} ${answer.headers['content-type'] ?? ''}`.trim() };
  if (mode === 'none') return { kind: 'accepted', ...said };
  const entity = outermostEntity(headersOf(answer.headers), answer.body);
  const isMdn = /^multipart\/(report|signed)$/.test(contentTypeOf(entity).value);
  // the partner may tell at once what is wrong, although the MDN was to come later
  if (mode === 'async' && !isMdn)
    return { kind: 'accepted', receiptWithinMs: mdnWithinMinutes * 60_000, ...said };
  const terms = { mustBeSigned: signedMdn, acceptSha1: receive.acceptSha1 };
  const verdict = judgeReading(readMdn(entity, sent.certificates, terms), sent);
  const receipt = writeReceipt(answer.headers['content-type'] ?? '', answer.body);
  return verdict.kind === 'accepted' ? { ...verdict, receipt, ...said } : { ...verdict, ...said };
}

/** A received MDN as an entity of its own, whose signature anybody can verify later. */
export function writeReceipt(contentType: string, body: Uint8Array): Buffer {
  return writeEntity({ 'Content-Type': contentType.replaceAll(/[^\t\x20-\x7e]/g, '?') }, body);
}

type Verdict = Pick<Extract<SendOutcome, { kind: 'accepted' }>, 'kind'> | Refusal;
interface Refusal {
  readonly kind: 'refused' | 'invalid-answer';
  readonly detail: string;
}

function judgeReading(reading: MdnReading, { messageId, sealed }: Sent): Verdict {
  if ('wrong' in reading) return { kind: 'invalid-answer', detail: reading.wrong };
  const { mdn } = reading;
  if (!isSameMessageId(mdn.originalMessageId, messageId))
    return { kind: 'invalid-answer', detail: 'the MDN is for another message' };
  if (!mdn.disposition.isProcessed) return { kind: 'refused', detail: refusalOf(mdn) };
  if (mdn.mic === undefined) return { kind: 'invalid-answer', detail: 'the MDN has no MIC' };
  const ours = micOf(sealed.micContent, mdn.mic.digest);
  if (ours.value === mdn.mic.value) return { kind: 'accepted' };
  const detail = `the MDN is for other content: its MIC is ${writeMic(mdn.mic)}, ours ${writeMic(ours)}`;
  return { kind: 'invalid-answer', detail };
}

/** What a negative MDN says, in its own words. */
export function refusalOf({ disposition, explanation }: ReceivedMdn): string {
  return explanation === undefined ? disposition.text : `${disposition.text} (${explanation})`;
}

function headersOf(headers: NodeJS.Dict<string | string[]>): Map<string, string> {
  return new Map(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value[0]! : value]],
    ),
  );
}
