import type { LookLimits, Outbox, OutboxEntry, RouteName } from '#libs/journal';
import { noHandoverObserver, type Handover, type HandoverObserver } from './telemetry/handover-telemetry.js';
import { PublicationError, type Publication, type Publisher } from '#libs/transport';

interface RelayOptions extends LookLimits {
  /** How often the outbox is looked at when nobody calls. */
  readonly lookEveryMs: number;
  /** How soon after a look the next one may begin: under load, entries gather meanwhile and go in larger batches. */
  readonly breathMs: number;
  /** How long a route rests after it has failed. */
  readonly restMs: number;
}

const defaults: RelayOptions = {
  entries: 1_000,
  perRoute: 200,
  lookEveryMs: 1_000,
  breathMs: 10,
  restMs: 1_000,
};

/**
 * Hands what waits in the outbox to the transport, and strikes it off when the transport has confirmed it. Each route
 * (a lane, a destination) is handed over by itself: one batch under way at a time, so that order holds and a route that
 * is slow or broken stops nobody else. Only one relay of all processes runs at a time.
 */
export class OutboxRelay {
  private readonly options: RelayOptions;
  private readonly busy = new Map<RouteName, Promise<void>>();
  /** Those that have got something of this relay. What comes first may have been in hand when the process before ended. */
  private readonly begun = new Set<RouteName>();
  private state: 'resting' | 'looking' | 'stopped' = 'stopped';
  private lookAgain = false;
  private timer: NodeJS.Timeout | undefined;
  private timerAt = 0;
  private lookedAt = -Infinity;

  constructor(
    private readonly outbox: Outbox,
    private readonly publisher: Publisher,
    private readonly report: (error: unknown) => void,
    options: Partial<RelayOptions> = {},
    private readonly observer: HandoverObserver = noHandoverObserver,
  ) {
    this.options = { ...defaults, ...options };
  }

  start(): void {
    if (this.state !== 'stopped') return;
    this.state = 'resting';
    this.begun.clear();
    this.call();
  }

  /** Something may be waiting. */
  call(): void {
    if (this.state === 'looking') this.lookAgain = true;
    else if (this.state === 'resting') this.lookIn(this.lookedAt + this.options.breathMs - performance.now());
  }

  /** Takes nothing more; resolves when what is under way is confirmed or given back. */
  async stop(): Promise<void> {
    this.state = 'stopped';
    clearTimeout(this.timer);
    this.timer = undefined;
    await Promise.all(this.busy.values());
  }

  private lookIn(ms: number): void {
    if (ms <= 0) return void this.look();
    const at = performance.now() + ms;
    if (this.timer !== undefined && this.timerAt <= at) return;
    clearTimeout(this.timer);
    this.timerAt = at;
    this.timer = setTimeout(() => void this.look(), ms);
  }

  /** Never rejects: a database that is away is reported and asked again. */
  private async look(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.state = 'looking';
    this.lookAgain = false;
    try {
      const waiting = await this.outbox.waiting([...this.busy.keys()], this.options);
      for (const [route, entries] of waiting) this.handOver(route, entries);
    } catch (error) {
      this.report(error);
    }
    this.lookedAt = performance.now();
    if (this.isStopped()) return;
    this.state = 'resting';
    this.lookIn(this.lookAgain ? this.options.breathMs : this.options.lookEveryMs);
  }

  /** A method, because the compiler would take the state for unchanged across an await. */
  private isStopped(): boolean {
    return this.state === 'stopped';
  }

  private handOver(route: RouteName, entries: readonly OutboxEntry[]): void {
    if (this.isStopped() || this.busy.has(route)) return;
    this.busy.set(route, this.handOverRoute(route, entries));
  }

  private async handOverRoute(route: RouteName, entries: readonly OutboxEntry[]): Promise<void> {
    let restMs = 0;
    const handover = this.observer.begin(entries);
    try {
      const failed = await this.publish(entries, !this.begun.has(route), handover);
      this.begun.add(route);
      handover.end(failed);
      await this.outbox.handedOver(entries.filter((entry) => !failed.has(entry)));
      if (failed.size > 0) {
        restMs = this.options.restMs;
        await this.outbox.notHandedOver([...failed.keys()], [...failed.values()][0]!);
      }
    } catch (error) {
      restMs = this.options.restMs;
      this.report(error);
    }
    const release = (): void => {
      this.busy.delete(route);
      this.call();
    };
    if (restMs === 0 || this.isStopped()) release();
    else setTimeout(release, restMs).unref();
  }

  /** @returns the entries that the transport did not take, each with the reason */
  private async publish(
    entries: readonly OutboxEntry[],
    redelivered: boolean,
    handover: Handover,
  ): Promise<Map<OutboxEntry, string>> {
    const publications = entries.map((entry) => ({
      ...publicationOf(entry, handover.headersOf(entry)),
      redelivered,
    }));
    try {
      await this.publisher.publish(publications);
      return new Map();
    } catch (error) {
      if (!(error instanceof PublicationError)) {
        handover.end(new Map(entries.map((entry) => [entry, reasonOf(error)])));
        throw error;
      }
      this.report(error);
      return new Map([...error.failures].map(([index, failure]) => [entries[index]!, failure.message]));
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function publicationOf(entry: OutboxEntry, traceHeaders: object | undefined): Publication {
  return {
    exchange: entry.exchange,
    routingKey: entry.routingKey,
    body: entry.body,
    properties: {
      messageId:
        entry.deliveryId ?? (entry.kind === 'canonical' ? `${entry.messageId}/${entry.id}` : entry.messageId),
      appId: 'bianzu',
      ...entry.properties,
      headers: { ...traceHeaders, 'bianzu-message-id': entry.messageId },
    },
  };
}
