import { setTimeout as delay } from 'node:timers/promises';
import { HubAway, refusal, type HubClient } from './hub-client.js';
import { journeyOf, type JourneyView } from './message-view.js';
import { UsageMistake } from './mistake.js';

const firstPauseMs = 100;
const longestPauseMs = 2_000;

/** Asks until the message has its verdict, and every record of a batch too. @throws UsageMistake after `mostSeconds` */
export async function journeyEnd(hub: HubClient, id: string, mostSeconds: number): Promise<JourneyView> {
  const deadline = Date.now() + mostSeconds * 1000;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const journey = await journeyNow(hub, id);
    const isUnderWay = journey?.state === 'received' || (journey?.records?.received ?? 0) > 0;
    if (journey !== undefined && !isUnderWay) return journey;
    if (Date.now() + pauseMs > deadline) {
      throw new UsageMistake({
        zh: `${mostSeconds} 秒内没有结论：${id}`,
        en: `There was no verdict within ${mostSeconds} seconds: ${id}`,
      });
    }
    await delay(pauseMs);
  }
}

/** Undefined while the hub is away or busy. */
async function journeyNow(hub: HubClient, id: string): Promise<JourneyView | undefined> {
  try {
    const answer = await hub.ask({ method: 'GET', path: `/v1/messages/${encodeURIComponent(id)}` });
    if (answer.status === 200) return journeyOf(answer.body);
    if (answer.status !== 503) throw refusal(answer);
  } catch (error) {
    if (!(error instanceof HubAway)) throw error;
  }
  return undefined;
}

/** Whether something of the message was not taken for good: then somebody has to look. */
export function isWrong({ state, records = {} }: JourneyView): boolean {
  const bad = ['refused', 'quarantined', 'parked'];
  return bad.includes(state) || bad.some((each) => (records[each] ?? 0) > 0);
}
