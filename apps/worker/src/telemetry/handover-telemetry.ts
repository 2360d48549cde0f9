import type { OutboxEntry } from '#libs/journal';
import { readTraceContext, traceHeaders, traceIdOf } from '#libs/message';
import type { LiveConfiguration } from '#libs/runtime';
import { nowMs, type Span, type Telemetry } from '#libs/telemetry';
import { exchanges } from '#libs/transport';

/** What the relay lets see of each batch of entries that it hands over. */
export interface HandoverObserver {
  begin(entries: readonly OutboxEntry[]): Handover;
}

export interface Handover {
  /** The headers by which the entry's trace goes on. */
  headersOf(entry: OutboxEntry): Readonly<Record<string, string>> | undefined;
  /** @param failed the entries that the transport did not take, each with the reason */
  end(failed: ReadonlyMap<OutboxEntry, string>): void;
}

export const noHandoverObserver: HandoverObserver = {
  begin: () => ({ headersOf: ({ properties }) => properties.headers, end: () => undefined }),
};

/** Tells what leaves as metrics, traces and log lines. */
export class HandoverTelemetry implements HandoverObserver {
  constructor(
    private readonly telemetry: Telemetry,
    private readonly configuration: Pick<LiveConfiguration, 'current'>,
  ) {}

  begin(entries: readonly OutboxEntry[]): Handover {
    const startMs = nowMs();
    const spans = new Map<OutboxEntry, Span>();
    if (this.telemetry.traces.isOn) for (const entry of entries) spans.set(entry, this.spanOf(entry));
    return {
      headersOf: (entry) => {
        const span = spans.get(entry);
        return span === undefined ? entry.properties.headers : traceHeaders(span.context);
      },
      end: (failed) => {
        const kinds = new Set(entries.map(({ kind }) => kind));
        for (const kind of kinds)
          this.telemetry.metrics.handoverDuration.observe({ kind }, (nowMs() - startMs) / 1_000);
        for (const entry of entries) {
          const reason = failed.get(entry);
          this.count(entry, reason === undefined);
          this.tell(entry, reason, startMs);
          spans.get(entry)?.end({ error: reason === undefined ? undefined : 'not confirmed' });
        }
      },
    };
  }

  private spanOf({ kind, exchange, routingKey, messageId, deliveryId, properties }: OutboxEntry): Span {
    const { traceparent, tracestate } = properties.headers ?? {};
    return this.telemetry.traces.start(kind === 'delivery' ? 'deliver' : `publish ${kind}`, {
      kind: 'producer',
      parent: readTraceContext(traceparent, tracestate),
      attributes: {
        'messaging.destination.name': exchange,
        'messaging.rabbitmq.destination.routing_key': routingKey,
        'bianzu.message.id': messageId,
        'bianzu.delivery.id': deliveryId,
      },
    });
  }

  private count(entry: OutboxEntry, isTaken: boolean): void {
    const { metrics } = this.telemetry;
    const { kind, routingKey } = entry;
    metrics.handovers.inc({ kind, outcome: isTaken ? 'confirmed' : 'failed' });
    if (isTaken) metrics.handoverWait.observe({ kind }, Math.max(0, Date.now() - entry.queuedAtMs) / 1_000);
    if (kind !== 'delivery') return;
    const outcome = isTaken ? 'delivered' : 'failed';
    if (entry.exchange === exchanges.reply) metrics.acknowledgements.inc({ partner: routingKey, outcome });
    else metrics.deliveries.inc({ partner: this.partnerOf(routingKey), destination: routingKey, outcome });
  }

  private tell(entry: OutboxEntry, reason: string | undefined, startMs: number): void {
    if (entry.kind !== 'delivery') return;
    const { log } = this.telemetry;
    const { traceparent, tracestate } = entry.properties.headers ?? {};
    const fields = (): object => ({
      event: 'delivery',
      messageId: entry.messageId,
      deliveryId: entry.deliveryId,
      kind: entry.properties.type,
      destination: entry.routingKey,
      sizeBytes: entry.body.byteLength,
      outcome: reason === undefined ? 'delivered' : 'failed',
      reason,
      handoverMs: Math.round(nowMs() - startMs),
      waitMs: Math.max(0, Date.now() - entry.queuedAtMs),
      traceId: traceIdOf(readTraceContext(traceparent, tracestate)),
    });
    if (reason === undefined) log.success('delivered', () => ({ ...fields() }));
    else log.write('warn', 'delivery failed, tried again', { ...fields() });
  }

  private partnerOf(destination: string): string {
    const { destinations } = this.configuration.current.routing;
    return destinations.find(({ id }) => id === destination)?.partner ?? 'unknown';
  }
}
