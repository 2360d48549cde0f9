import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { guardedRequest, type OutboundPolicy } from '#libs/channels';
import { isDatabaseAway } from '#libs/journal';
import { MdnQueue, type DueMdn } from '#libs/transmissions';

const lookEveryMs = 1_000;
const mostAtOnce = 10;
const limits = { connectMs: 10_000, totalMs: 60_000, answerBytes: 4 * 1_024 };

/** Sends the MDNs that are to go on connections of their own, and those that another process has left. */
@Injectable()
export class MdnDispatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MdnDispatch.name);
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;
  private recover: () => Promise<void> = async () => undefined;

  constructor(
    private readonly queue: MdnQueue,
    private readonly allow: OutboundPolicy,
  ) {}

  /** @param recover is done in every round before anything is sent */
  first(recover: () => Promise<void>): void {
    this.recover = recover;
  }

  onApplicationBootstrap(): void {
    this.wakeIn(lookEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.stopping.abort();
    await this.round;
  }

  /** There is an MDN that is due. */
  wake(): void {
    if (this.round === undefined) this.wakeIn(0);
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.timer);
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.round = this.sendAll().finally(() => {
        this.round = undefined;
        this.wakeIn(lookEveryMs);
      });
    }, ms);
    this.timer.unref();
  }

  /** Never rejects: what is not sent now is sent later. */
  private async sendAll(): Promise<void> {
    try {
      await this.recover();
      let due = await this.queue.take(mostAtOnce);
      while (due.length > 0 && !this.stopping.signal.aborted) {
        await Promise.all(due.map((one) => this.send(one)));
        due = await this.queue.take(mostAtOnce);
      }
    } catch (error) {
      if (isDatabaseAway(error)) return;
      this.logger.error(error instanceof Error ? error.message : String(error));
    }
  }

  private async send(due: DueMdn): Promise<void> {
    const { url, headers, body } = due;
    const { signal } = this.stopping;
    const answer = await guardedRequest({
      url,
      method: 'POST',
      headers,
      body,
      limits,
      allow: this.allow,
      signal,
    });
    if (answer.kind === 'answer' && answer.status >= 200 && answer.status < 300) return this.queue.sent(due);
    const reason = answer.kind === 'answer' ? `HTTP status ${answer.status}` : answer.detail;
    await this.queue.failed(due, reason);
    this.logger.warn(`MDN to ${due.partner}, attempt ${due.attempts}: ${reason}`);
  }
}
