import type { BatchCounts, GroupWatch, JourneyObserver, Outcome, ReceivedMessage } from '#libs/journey';
import { traceIdOf, type TraceContext } from '#libs/message';
import type { LiveConfiguration } from '#libs/runtime';
import type { Span, Telemetry } from '#libs/telemetry';
import type { Delivery } from '#libs/transport';
import { GroupTelemetry } from './group-telemetry.js';
import { WorkInHand } from './work-in-hand.js';

/** Sees the journeys of this worker and tells them as metrics, traces and log lines. */
export class JourneyTelemetry implements JourneyObserver {
  private readonly inHand = new WorkInHand();
  private readonly batches = new Map<string, Span>();

  constructor(
    private readonly telemetry: Telemetry,
    private readonly configuration: Pick<LiveConfiguration, 'current'>,
  ) {}

  /** The journeys of these messages begin and end in `travel`; what the lane knows of them is told with them. */
  async during(
    deliveries: ReadonlyMap<string, Delivery>,
    attemptOf: (id: string) => number,
    travel: () => Promise<void>,
  ): Promise<void> {
    this.inHand.take(deliveries, attemptOf);
    try {
      await travel();
    } finally {
      for (const id of deliveries.keys()) this.batches.delete(id);
      this.inHand.giveBack(deliveries.keys());
    }
  }

  group(batch?: ReceivedMessage): GroupWatch {
    const { telemetry, inHand } = this;
    const partnerLabel = (sender: string | undefined): string => this.partnerLabel(sender);
    if (batch === undefined) return new GroupTelemetry({ telemetry, inHand, partnerLabel });
    return new GroupTelemetry({ telemetry, inHand, partnerLabel, parent: this.contextOf(batch) });
  }

  batchRead(outcome: Outcome, records: BatchCounts): void {
    const { envelope } = outcome.message;
    const verdict = outcome.verdict === 'accepted' ? 'split' : outcome.verdict;
    const labels = {
      partner: this.partnerLabel(envelope.sender),
      agreement: outcome.agreement?.id ?? 'none',
    };
    this.telemetry.metrics.batches.inc({ ...labels, outcome: verdict });
    this.telemetry.log.write('info', `batch ${verdict}`, {
      event: 'batch',
      messageId: envelope.id,
      sender: envelope.sender,
      agreement: labels.agreement,
      format: outcome.format,
      sizeBytes: envelope.sizeBytes,
      verdict,
      reason: outcome.reason,
      issues: outcome.issues.length,
      records,
      totalMs: Date.now() - Date.parse(envelope.receivedAt),
      attempt: this.inHand.of(envelope.id)?.attempt ?? 1,
      traceId: traceIdOf(envelope),
    });
    this.batches.get(envelope.id)?.end({ attributes: { 'bianzu.verdict': verdict } });
  }

  /** The journey failed on a message once too often, and it waits for people. */
  parked(id: string, sender: string | undefined, reason: string): void {
    const labels = { format: 'unknown', agreement: 'none', stage: 'journey', outcome: 'parked' };
    this.telemetry.metrics.messages.inc({ ...labels, partner: this.partnerLabel(sender) });
    const fields = { event: 'journey', messageId: id, sender, verdict: 'parked', reason };
    this.telemetry.log.write('error', 'message parked', fields);
  }

  /** The span of a batch goes on over all groups of its records. */
  private contextOf(batch: ReceivedMessage): TraceContext {
    const { id } = batch.envelope;
    const known = this.batches.get(id);
    if (known !== undefined) return known.context;
    const span = this.telemetry.traces.start('batch', {
      kind: 'consumer',
      parent:
        this.inHand.of(id)?.context.traceParent === undefined ? batch.envelope : this.inHand.of(id)?.context,
      attributes: { 'bianzu.message.id': id, 'bianzu.partner': batch.envelope.sender },
    });
    this.batches.set(id, span);
    return span.context;
  }

  /** Partners are a closed list; everybody else shares one name, however they call themselves. */
  private partnerLabel(sender: string | undefined): string {
    const isKnown = sender !== undefined && this.configuration.current.routing.partner(sender) !== undefined;
    return isKnown ? sender : 'unknown';
  }
}
