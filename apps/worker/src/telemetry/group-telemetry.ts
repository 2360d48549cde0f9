import type { GroupWatch, ReceivedMessage, SettledOutcome } from '#libs/journey';
import { traceIdOf, type TraceContext } from '#libs/message';
import { nowMs, type LogFields, type Span, type Telemetry } from '#libs/telemetry';
import { decidingStage } from './deciding-stage.js';
import { MessageWatch } from './message-watch.js';
import type { WorkInHand } from './work-in-hand.js';

export interface GroupTelemetryOptions {
  readonly telemetry: Telemetry;
  readonly inHand: WorkInHand;
  readonly partnerLabel: (sender: string | undefined) => string;
  /** Of the batch, when these are its records. */
  readonly parent?: TraceContext;
}

interface Commit {
  readonly startMs: number;
  readonly endMs: number;
  readonly messages: number;
}

/**
 * Watches what is examined and committed together. Each message has a span in its own trace with a part for each stage;
 * the group has one of its own, and every message is linked to it.
 */
export class GroupTelemetry implements GroupWatch {
  private readonly watches = new Map<string, MessageWatch>();
  private groupSpan: Span | undefined;

  constructor(private readonly options: GroupTelemetryOptions) {}

  begin(message: ReceivedMessage): { message: ReceivedMessage; watch: MessageWatch } {
    const { telemetry, inHand, parent } = this.options;
    const { envelope } = message;
    const handed = inHand.of(envelope.id);
    const span = telemetry.traces.start('journey', {
      kind: 'consumer',
      parent: parent ?? (handed?.context.traceParent === undefined ? envelope : handed.context),
      links: telemetry.traces.isOn ? [this.spanOfGroup().context] : [],
    });
    const watch = new MessageWatch(span, handed?.attempt ?? 1, telemetry.metrics);
    this.watches.set(envelope.id, watch);
    const { traceParent, traceState } = span.context;
    if (traceParent === envelope.traceParent) return { message, watch };
    return { message: { ...message, envelope: { ...envelope, traceParent, traceState } }, watch };
  }

  async commit(work: () => Promise<readonly SettledOutcome[]>): Promise<readonly SettledOutcome[]> {
    const startMs = nowMs();
    const settled = await this.orFailed(work);
    const commit = { startMs, endMs: nowMs(), messages: settled.length };
    const { metrics } = this.options.telemetry;
    metrics.commitDuration.observe((commit.endMs - startMs) / 1_000);
    if (settled.length > 0) metrics.groupMessages.observe(settled.length);
    for (const outcome of settled) {
      const watch = this.watches.get(outcome.message.envelope.id);
      if (watch === undefined) continue;
      this.count(outcome, watch, commit);
      this.tell(outcome, watch, commit);
      this.trace(outcome, watch, commit);
    }
    this.groupSpan?.end({ attributes: { 'bianzu.group.messages': settled.length } });
    return settled;
  }

  private async orFailed(work: () => Promise<readonly SettledOutcome[]>): Promise<readonly SettledOutcome[]> {
    try {
      return await work();
    } catch (error) {
      this.options.telemetry.metrics.journeyErrors.inc({ stage: 'commit' });
      for (const { span } of this.watches.values()) span.end({ error: 'commit failed' });
      this.groupSpan?.end({ error: 'commit failed' });
      throw error;
    }
  }

  private count(outcome: SettledOutcome, watch: MessageWatch, { endMs }: Commit): void {
    const { metrics } = this.options.telemetry;
    const { message, verdict, reason, format = 'unknown', agreement, outgoing } = outcome;
    const partner = this.options.partnerLabel(message.envelope.sender);
    const agreementId = agreement?.id ?? 'none';
    const stage = decidingStage(outcome);
    metrics.messages.inc({ partner, format, agreement: agreementId, stage, outcome: verdict });
    if (reason !== undefined) metrics.rejections.inc({ outcome: verdict, reason });
    for (const timing of watch.timings) {
      metrics.stageDuration.observe({ stage: timing.stage, format }, (timing.endMs - timing.startMs) / 1_000);
    }
    if (message.part !== undefined) metrics.batchRecords.inc({ partner, agreement: agreementId });
    else {
      const waitedMs = Math.max(0, endMs - Date.parse(message.envelope.receivedAt));
      metrics.journeyDuration.observe({ partner }, waitedMs / 1_000);
    }
    for (const { bytes, destination } of outgoing) {
      if (bytes !== undefined) continue;
      const labels = { partner: destination.partner, destination: destination.id };
      metrics.deliveries.inc({ ...labels, outcome: 'unwritable' });
    }
  }

  private tell(outcome: SettledOutcome, watch: MessageWatch, commit: Commit): void {
    const { log } = this.options.telemetry;
    const fields = (): LogFields => lineOf(outcome, watch, commit);
    const isSuccess = outcome.verdict === 'accepted' || outcome.verdict === 'duplicate';
    if (isSuccess) log.success(`message ${outcome.verdict}`, fields);
    else log.write('info', `message ${outcome.verdict}`, fields());
  }

  private trace(outcome: SettledOutcome, { span, timings, attempt }: MessageWatch, commit: Commit): void {
    if (!span.isRecorded) return;
    for (const { stage, startMs, endMs } of timings) span.part(stage, startMs, endMs);
    const group = this.spanOfGroup().context;
    span.part('commit', commit.startMs, commit.endMs, { links: [group] });
    const { message, verdict, reason, agreement, format, issues } = outcome;
    span.end({
      attributes: {
        'bianzu.message.id': message.envelope.id,
        'bianzu.partner': message.envelope.sender,
        'bianzu.agreement': agreement?.id,
        'bianzu.format': format,
        'bianzu.verdict': verdict,
        'bianzu.reason': reason,
        'bianzu.issues': issues.length,
        'bianzu.attempt': attempt,
        'bianzu.group.messages': commit.messages,
      },
    });
  }

  private spanOfGroup(): Span {
    return (this.groupSpan ??= this.options.telemetry.traces.start('journey group', { kind: 'consumer' }));
  }
}

/** The wide line of a message: what it was, what became of it, where the time went. Nothing of what is in it. */
function lineOf(outcome: SettledOutcome, watch: MessageWatch, commit: Commit): LogFields {
  const { message, verdict, reason, agreement, format, issues, canonicals, keys, outgoing } = outcome;
  const { envelope, part } = message;
  return {
    event: 'journey',
    messageId: envelope.id,
    sequence: part?.sequence,
    sender: envelope.sender,
    channel: envelope.channel,
    agreement: agreement?.id,
    agreementVersion: agreement?.version,
    format,
    sizeBytes: envelope.sizeBytes,
    verdict,
    reason,
    relatedId: outcome.relatedId,
    issues: issues.length,
    canonicals: canonicals.length,
    keys: keys.length,
    deliveries: outgoing.length,
    stagesMs: watch.stagesMs,
    commitMs: Math.round(commit.endMs - commit.startMs),
    groupMessages: commit.messages,
    totalMs: Math.max(0, Math.round(commit.endMs - Date.parse(envelope.receivedAt))),
    attempt: watch.attempt,
    traceId: traceIdOf(envelope),
  };
}
