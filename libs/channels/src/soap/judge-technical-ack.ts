import type { GuardedAnswer } from '../http/guarded-answer.js';
import { judgeAnswer, type Judgement } from '../http/judge-answer.js';

/** What the LI_TechnicalAck in the answer to a UICMessage, or a SOAP fault, means for its delivery. */
export function judgeTechnicalAck(answer: GuardedAnswer): Judgement {
  const judgement = judgeAnswer(answer);
  if (answer.kind !== 'answer' || (answer.status !== 200 && answer.status !== 500)) return judgement;
  const text = unescaped(answer.body.toString('utf8'));
  const shown = { answer: judgement.answer };
  const fault = elementText(text, 'faultcode');
  if (fault !== undefined) {
    const detail = `SOAP fault ${fault}: ${elementText(text, 'faultstring') ?? ''}`.slice(0, 500);
    const isOurs = /(?:^|:)(Client|VersionMismatch|MustUnderstand)\b/.test(fault);
    return { kind: isOurs ? 'refused' : 'unreachable', detail, ...shown };
  }
  const status = elementText(text, 'ResponseStatus');
  if (answer.status === 200 && status === 'ACK') return { kind: 'accepted', receipt: answer.body, ...shown };
  if (answer.status === 200 && status === 'NACK') {
    const reason = elementText(text, 'Reason');
    return { kind: 'refused', detail: reason === undefined ? 'NACK' : `NACK: ${reason}`, ...shown };
  }
  if (answer.status === 500) return judgement;
  return { kind: 'invalid-answer', detail: 'no LI_TechnicalAck', ...shown };
}

/** Some put the document into the answer as text. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
}

function elementText(text: string, name: string): string | undefined {
  return new RegExp(`<(?:[\\w.-]{1,50}:)?${name}(?:\\s[^>]{0,500})?>\\s*([^<]{0,400}?)\\s*<`).exec(text)?.[1];
}
