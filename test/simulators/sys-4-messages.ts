import { jsonBytes, type Content } from './content.js';
import type { DayPlan } from './day-plan.js';
import type { MessageKind } from './simulated-message.js';

/** A kind of message of 95306: JSON in UTF-8, which a sender with the wrong setting writes in GB18030. */
export function sys4Kind(
  plan: DayPlan,
  name: string,
  prefix: string,
  paths: MessageKind['paths'],
): MessageKind {
  return {
    system: 'sys-4',
    name,
    contentType: 'application/json; charset=utf-8',
    charsets: { right: 'utf-8', wrong: 'gb18030' },
    write: jsonBytes,
    referenceOf: (sequence) => `${prefix}-${plan.calendar.compact}-${String(sequence).padStart(6, '0')}`,
    paths,
  };
}

/** The frame that every message of 95306 has around its data. */
export function envelope(
  plan: DayPlan,
  kind: MessageKind,
  msgId: string,
  sentAt: number,
  data: Content,
): Content {
  return {
    msgId,
    sender: '95306',
    msgType: kind.name,
    action: 'create',
    sendTime: plan.calendar.local(sentAt),
    data,
  };
}
