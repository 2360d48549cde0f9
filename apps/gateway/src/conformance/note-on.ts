import type { Way } from '#libs/deliveries';
import type { BilingualText } from '#libs/routing';
import { queueName } from '#libs/transport';
import type { SentRow } from './got-evidence.js';

/** Where a test message is while nobody can say whether the step has passed. */
export function noteOn(row: SentRow, way: Way): BilingualText {
  if (way === 'broker') return inQueueOfBroker(row);
  if (row.state === 'delivered') {
    const by = row.answerDueAt!.toISOString();
    return { zh: `已送达，须于 ${by} 前确认`, en: `it is delivered, and to be acknowledged by ${by}` };
  }
  switch (row.queued) {
    case 'offered':
      return row.attempts === 0
        ? { zh: '等待对方取走并确认', en: 'it waits to be fetched and confirmed' }
        : { zh: '已取走，尚未确认', en: 'it was fetched and is not confirmed yet' };
    case 'awaiting-receipt':
      return { zh: '已送达，等待对方的回执', en: 'it is delivered, and its receipt is to come' };
    case 'sending':
      return { zh: '正在发送', en: 'it is being sent' };
    default:
      return waiting(row);
  }
}

function inQueueOfBroker({ state, destination }: SentRow): BilingualText {
  const queue = queueName('out', destination);
  return state === 'delivered'
    ? {
        zh: `已在队列 ${queue} 中；收到后请告知其 SHA-256（POST …/receipts）`,
        en: `it is in the queue ${queue}; whoever has it tells its SHA-256 (POST …/receipts)`,
      }
    : { zh: '等待交给消息代理', en: 'it waits to be handed to the broker' };
}

function waiting({ lastOutcome, lastDetail, attempts, dueAt }: SentRow): BilingualText {
  if (lastOutcome === null) return { zh: '等待发送', en: 'it waits to be sent' };
  const why = lastDetail === null ? lastOutcome : `${lastOutcome}: ${lastDetail}`;
  const at = dueAt?.toISOString() ?? '';
  return {
    zh: `第 ${attempts} 次尝试未成（${why}），${at} 再试`,
    en: `attempt ${attempts} failed (${why}); it is tried again at ${at}`,
  };
}
