import { problem } from '../problem.js';

const mostInAMinute = 30;
const minuteMs = 60_000;

/** How often an endpoint is called at once because somebody asks: nobody is to be annoyed, or found out, through us. */
export class KnockLimit {
  private readonly recent = new Map<string, number[]>();

  /** @throws problem `too-many-requests` */
  take(partner: string, now = Date.now()): void {
    const times = (this.recent.get(partner) ?? []).filter((time) => time > now - minuteMs);
    if (times.length >= mostInAMinute)
      throw problem('too-many-requests', {}, Math.ceil((times[0]! + minuteMs - now) / 1_000));
    this.recent.set(partner, [...times, now]);
  }
}
