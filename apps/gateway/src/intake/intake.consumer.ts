import { Controller, Logger } from '@nestjs/common';
import { IntakeFull, IntakeLine, isDatabaseAway, WaitsBehind } from '#libs/journal';
import { readTraceContext } from '#libs/message';
import { LiveConfiguration } from '#libs/runtime';
import { BatchHandler, groups, type Delivery, type Verdict } from '#libs/transport';
import { IntakeTelemetry } from '../telemetry/intake-telemetry.js';
import { IntakeService } from './intake.service.js';

const retryAfterMs = 1_000;

/**
 * Takes messages in from the intake queues. A delivery is acknowledged after the commit that makes it ours; the AMQP
 * message id is its idempotency key, so a delivery that comes again is the same message.
 */
@Controller()
export class IntakeConsumer {
  private readonly logger = new Logger(IntakeConsumer.name);

  constructor(
    private readonly intake: IntakeService,
    private readonly configuration: LiveConfiguration,
    private readonly telemetry: IntakeTelemetry,
  ) {}

  @BatchHandler(groups.intake, { batchSize: 200, lingerMs: 2 })
  async take(deliveries: readonly Delivery[]): Promise<readonly Verdict[]> {
    return this.takeInOrder(deliveries);
  }

  /** Nobody is refused here: what comes from strangers is kept and waits in quarantine. */
  @BatchHandler(groups.unknownSender)
  async takeUnknown(deliveries: readonly Delivery[]): Promise<readonly Verdict[]> {
    return this.takeInOrder(deliveries);
  }

  /** Together, and none before one that came earlier and has to come again. */
  private takeInOrder(deliveries: readonly Delivery[]): Promise<readonly Verdict[]> {
    const line = new IntakeLine();
    return Promise.all(deliveries.map((delivery) => this.takeOne(delivery, line)));
  }

  private async takeOne(
    { body, properties, routingKey: claimed }: Delivery,
    line: IntakeLine,
  ): Promise<Verdict> {
    const isKnown = this.configuration.current.routing.partner(claimed)?.channels.includes('amqp') === true;
    const sender = isKnown ? claimed : undefined;
    const arrival = {
      ...(isKnown ? { sender: claimed } : { claimedSender: storable(claimed, 200) }),
      channel: 'amqp' as const,
      contentType: storable(properties.contentType, 200),
      replyTo: storable(properties.replyTo, 200),
      ...readTraceContext(properties.headers?.traceparent, properties.headers?.tracestate),
    };
    const key = storable(properties.messageId, 200);
    const idempotencyKey = key === undefined || isKnown ? key : storable(`${claimed}:${key}`, 300);
    try {
      const answer = await this.intake.take({ arrival: { ...arrival, idempotencyKey }, head: body }, line);
      // the id was used for other bytes: these are kept all the same, and their own reference decides
      if (answer.kind === 'conflict') await this.intake.take({ arrival, head: body }, line);
      this.telemetry.answered('amqp', sender, answer.kind === 'repeated' ? 'repeated' : 'accepted');
      return { kind: 'ack' };
    } catch (error) {
      const isExpected = error instanceof IntakeFull || error instanceof WaitsBehind || isDatabaseAway(error);
      // the sentence only: the rest of a database error has the contents of messages in it
      if (!isExpected) this.logger.error(error instanceof Error ? error.message : String(error));
      this.telemetry.answered('amqp', sender, isExpected ? 'busy' : 'internal');
      return { kind: 'retry', afterMs: retryAfterMs };
    }
  }
}

/** PostgreSQL keeps no NUL in a text; with one, whatever came at the same moment would fail too, again and again. */
function storable<Text extends string | undefined>(text: Text, longest: number): Text {
  return text?.replaceAll('\0', '\u{fffd}').slice(0, longest) as Text;
}
