import type { AttemptEnd, DestinationReading } from '#libs/deliveries';
import { answerWithin, type LiveConfiguration } from '#libs/runtime';
import type { Metrics } from '#libs/telemetry';

/** Whoever asks more often than this gets the same figures again. */
const freshForMs = 5_000;
const answerWithinMs = 4_000;
const breakerValues = { closed: 0, 'half-open': 0.5, open: 1 } as const;

type Sum = Omit<DestinationReading, 'breaker'> & { readonly breaker: number };

/**
 * Tells of attempts when they end, and of each destination's backlog, breaker and pause when it is asked. Destinations of the
 * configuration have their ids for labels; all subscriptions of a partner, who makes as many as it likes, share one.
 */
export class DestinationTelemetry {
  private latest: Promise<readonly DestinationReading[]> | undefined;
  private latestAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly metrics: Metrics,
    private readonly configuration: Pick<LiveConfiguration, 'current'>,
    private readonly readDestinations: () => Promise<readonly DestinationReading[]>,
  ) {}

  ended(of: Pick<DestinationReading, 'partner' | 'destination'>, { outcome, latencyMs }: AttemptEnd): void {
    const labels = this.labelsOf(of);
    this.metrics.deliveryAttempts.inc({ ...labels, outcome: outcome.kind });
    this.metrics.deliveryAttemptDuration.observe(labels, latencyMs / 1_000);
  }

  /** Sets the gauges; when the database does not answer they have no value. Never rejects. */
  async measure(): Promise<void> {
    const { destinationBacklog, destinationOldestAge, destinationBreaker, destinationPaused } = this.metrics;
    for (const gauge of [destinationBacklog, destinationOldestAge, destinationBreaker, destinationPaused])
      gauge.reset();
    let readings: readonly DestinationReading[];
    try {
      readings = await answerWithin(answerWithinMs, this.read());
    } catch {
      // bianzu_database_up says so
      return;
    }
    for (const { partner, destination, ...sum } of this.sumsOf(readings)) {
      const labels = { partner, destination };
      destinationBacklog.set({ ...labels, state: 'waiting' }, sum.waiting);
      destinationBacklog.set({ ...labels, state: 'sending' }, sum.sending);
      destinationBacklog.set({ ...labels, state: 'awaiting-receipt' }, sum.awaitingReceipt);
      destinationBacklog.set({ ...labels, state: 'offered' }, sum.offered);
      destinationOldestAge.set(labels, sum.oldestAgeSeconds);
      destinationBreaker.set(labels, sum.breaker);
      destinationPaused.set(labels, sum.isHeldBack ? 1 : 0);
    }
  }

  private read(): Promise<readonly DestinationReading[]> {
    const now = performance.now();
    if (this.latest === undefined || now - this.latestAt > freshForMs) {
      this.latestAt = now;
      this.latest = this.readDestinations();
      this.latest.catch(() => (this.latestAt = Number.NEGATIVE_INFINITY));
    }
    return this.latest;
  }

  /** Of several under one label: all that waits, the oldest, and the worst. */
  private sumsOf(readings: readonly DestinationReading[]): Sum[] {
    const sums = new Map<string, Sum>();
    for (const reading of readings) {
      const labels = this.labelsOf(reading);
      const key = `${labels.partner} ${labels.destination}`;
      const one: Sum = { ...reading, ...labels, breaker: breakerValues[reading.breaker] };
      const before = sums.get(key);
      sums.set(key, before === undefined ? one : together(before, one));
    }
    return [...sums.values()];
  }

  private labelsOf(
    of: Pick<DestinationReading, 'partner' | 'destination'>,
  ): Pick<DestinationReading, 'partner' | 'destination'> {
    const isKnown = this.configuration.current.routing.partner(of.partner) !== undefined;
    return {
      partner: isKnown ? of.partner : 'unknown',
      destination: of.destination.includes('/') ? 'subscriptions' : of.destination,
    };
  }
}

function together(a: Sum, b: Sum): Sum {
  return {
    ...a,
    waiting: a.waiting + b.waiting,
    sending: a.sending + b.sending,
    awaitingReceipt: a.awaitingReceipt + b.awaitingReceipt,
    offered: a.offered + b.offered,
    oldestAgeSeconds: Math.max(a.oldestAgeSeconds, b.oldestAgeSeconds),
    breaker: Math.max(a.breaker, b.breaker),
    isHeldBack: a.isHeldBack || b.isHeldBack,
  };
}
