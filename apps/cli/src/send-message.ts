import { setTimeout as delay } from 'node:timers/promises';
import { HubAway, refusal, unreachable, type Answer, type HubClient } from './hub-client.js';
import { UsageMistake } from './mistake.js';

export interface Transmission {
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes from their beginning, as often as it is called. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface Receipt {
  readonly id: string;
  readonly sha256: string;
  readonly location: string;
}

const mostAttempts = 6;
const firstPauseMs = 500;
const longestPauseMs = 10_000;

/**
 * Sends a message until the hub has answered for it. A hub that is away or busy (503) is asked again, always with the
 * same Idempotency-Key, so that the message is taken in once however often it is sent.
 * @param tell called before each pause
 * @throws UsageMistake when the hub refuses, or does not answer in the end
 */
export async function sendMessage(
  hub: HubClient,
  { headers, open }: Transmission,
  tell: (reason: string, pauseMs: number) => Promise<void>,
): Promise<Receipt> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await attemptOnce(hub, headers, open());
    if (!(answer instanceof HubAway) && answer.status !== 503) return receiptOf(answer);
    if (attempt === mostAttempts) throw answer instanceof HubAway ? unreachable(answer) : refusal(answer);
    const pauseMs = pauseAfter(answer, attempt);
    await tell(answer instanceof HubAway ? answer.code : String(answer.status), pauseMs);
    await delay(pauseMs);
  }
}

async function attemptOnce(
  hub: HubClient,
  headers: Readonly<Record<string, string>>,
  body: AsyncIterable<Uint8Array>,
): Promise<Answer | HubAway> {
  try {
    return await hub.ask({ method: 'POST', path: '/v1/messages', headers, body });
  } catch (error) {
    if (error instanceof HubAway) return error;
    throw error;
  }
}

function receiptOf(answer: Answer): Receipt {
  if (answer.status !== 202) throw refusal(answer);
  const { id, sha256, location } = (answer.body ?? {}) as Partial<Receipt>;
  if (typeof id === 'string' && typeof sha256 === 'string' && typeof location === 'string') {
    return { id, sha256, location };
  }
  throw new UsageMistake({ zh: '回答的不是枢纽。', en: 'What answered is not a hub.' });
}

/** As long as the hub asks for in Retry-After (seconds), else longer each time. */
function pauseAfter(answer: Answer | HubAway, attempt: number): number {
  const asked = answer instanceof HubAway ? NaN : Number(answer.headers['retry-after']);
  const own = firstPauseMs * 2 ** (attempt - 1);
  return Math.min(Number.isFinite(asked) && asked >= 0 ? asked * 1000 : own, longestPauseMs);
}
