import { Injectable } from '@nestjs/common';
import type { Arrival, IntakeAnswer } from '#libs/journal';
import { traceIdOf } from '#libs/message';
import { LiveConfiguration } from '#libs/runtime';
import { nowMs, Telemetry } from '#libs/telemetry';
import { partnerLabel } from './partner-label.js';

/** What is known of a transmission when its bytes are there, or on their way. */
interface Transmission {
  readonly arrival: Omit<Arrival, 'laneKey'>;
  readonly head: Uint8Array;
  readonly rest?: AsyncIterable<Uint8Array>;
}

/** Tells of the intake as metrics, traces and log lines, whatever the channel. */
@Injectable()
export class IntakeTelemetry {
  constructor(
    private readonly telemetry: Telemetry,
    private readonly configuration: LiveConfiguration,
  ) {}

  /** Sees one transmission being taken in; the message carries on the trace that begins or goes on here. */
  async watch<T extends Transmission>(
    transmission: T,
    take: (transmission: T) => Promise<IntakeAnswer>,
  ): Promise<IntakeAnswer> {
    const { arrival, head, rest } = transmission;
    const startMs = nowMs();
    const span = this.telemetry.traces.start('intake', {
      kind: arrival.channel === 'amqp' ? 'consumer' : 'server',
      parent: arrival,
      attributes: { 'bianzu.channel': arrival.channel, 'bianzu.partner': arrival.sender },
    });
    const size = { bytes: head.byteLength };
    const traced =
      span.context !== arrival ? { ...transmission, arrival: { ...arrival, ...span.context } } : transmission;
    try {
      const answer = await take(rest === undefined ? traced : { ...traced, rest: measured(rest, size) });
      const endMs = nowMs();
      this.count(arrival, answer, size.bytes, endMs - startMs);
      this.tell(arrival, answer, size.bytes, endMs - startMs, traceIdOf(span.context));
      span.part('journal', startMs, endMs);
      const attributes = { 'bianzu.message.id': answer.id, 'bianzu.intake.answer': answer.kind };
      span.end({ attributes: { ...attributes, 'bianzu.message.size': size.bytes }, endMs });
      return answer;
    } catch (error) {
      span.end({ error: 'not taken' });
      throw error;
    }
  }

  /** Counts how a transmission was answered; with a log line when it was turned away. */
  answered(channel: 'rest' | 'amqp', sender: string | undefined, outcome: string): void {
    const partner = partnerLabel(sender, this.configuration);
    this.telemetry.metrics.intakeRequests.inc({ channel, partner, outcome });
    // who is not even known is counted and not told: strangers must not be able to fill the log
    if (outcome === 'accepted' || outcome === 'repeated' || partner === 'unknown') return;
    const fields = { event: 'intake', sender, channel, outcome };
    this.telemetry.log.write('info', 'transmission turned away', fields);
  }

  private count(
    { channel, sender }: Pick<Arrival, 'channel' | 'sender'>,
    answer: IntakeAnswer,
    bytes: number,
    tookMs: number,
  ): void {
    const { intakeBytes, intakeDuration } = this.telemetry.metrics;
    intakeDuration.observe({ channel }, tookMs / 1_000);
    if (answer.kind !== 'accepted') return;
    intakeBytes.inc({ channel, partner: partnerLabel(sender, this.configuration) }, bytes);
  }

  private tell(
    { channel, sender }: Pick<Arrival, 'channel' | 'sender'>,
    answer: IntakeAnswer,
    sizeBytes: number,
    tookMs: number,
    traceId: string | undefined,
  ): void {
    this.telemetry.log.success(`message ${answer.kind === 'accepted' ? 'received' : answer.kind}`, () => ({
      event: 'intake',
      messageId: answer.id,
      sender,
      channel,
      sizeBytes,
      outcome: answer.kind,
      intakeMs: Math.round(tookMs * 10) / 10,
      traceId,
    }));
  }
}

async function* measured(
  chunks: AsyncIterable<Uint8Array>,
  size: { bytes: number },
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    size.bytes += chunk.byteLength;
    yield chunk;
  }
}
