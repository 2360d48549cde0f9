import { Controller, Inject, Logger } from '@nestjs/common';
import { IntakeJournal, MessageJournal } from '#libs/journal';
import { Telemetry } from '#libs/telemetry';
import {
  BatchHandler,
  deadLetterHeaders,
  exchanges,
  groups,
  PUBLISHER,
  putBackOf,
  type Delivery,
  type Publisher,
  type Verdict,
} from '#libs/transport';
import { JourneyTelemetry } from './telemetry/journey-telemetry.js';

/**
 * Every dead letter has an owner. Work that a lane gave up is parked in the journal; anything else is a message that the
 * intake could not take, and is journalled here as from an unknown sender, so that it waits in quarantine. What the broker gave
 * up by itself, because processes died with it in hand, goes back to where it was.
 */
@Controller()
export class DeadLettersConsumer {
  private readonly logger = new Logger(DeadLettersConsumer.name);

  constructor(
    private readonly journal: MessageJournal,
    private readonly intake: IntakeJournal,
    private readonly journeys: JourneyTelemetry,
    private readonly telemetry: Telemetry,
    @Inject(PUBLISHER) private readonly publisher: Publisher,
  ) {}

  @BatchHandler(groups.deadLetters)
  async take(deliveries: readonly Delivery[]): Promise<readonly Verdict[]> {
    for (const delivery of deliveries) await this.takeOne(delivery);
    return deliveries.map(() => ({ kind: 'ack' }));
  }

  private async takeOne(delivery: Delivery): Promise<void> {
    const { body, properties } = delivery;
    const header = (name: string): string => String(properties.headers?.[name] ?? 'unknown');
    const reason = header(deadLetterHeaders.reason);
    const exchange = header(deadLetterHeaders.exchange);
    this.logger.error(`a message of ${exchange} was given up: ${reason}`);
    const known = Object.values<string>(exchanges).includes(exchange);
    this.telemetry.metrics.deadLetters.inc({ exchange: known ? exchange : 'unknown' });
    const back = known ? putBackOf(delivery) : undefined;
    if (back !== undefined) return this.publisher.publish([back]);
    if (exchange === exchanges.work) return this.park(Buffer.from(body).toString('latin1'), reason);
    const key = properties.messageId === undefined ? undefined : `dead:${exchange}:${properties.messageId}`;
    await this.intake.accept([
      {
        claimedSender: header(deadLetterHeaders.routingKey).slice(0, 200),
        channel: 'amqp',
        contentType: properties.contentType?.slice(0, 200),
        idempotencyKey: key?.slice(0, 300),
        bytes: body,
      },
    ]);
  }

  private async park(id: string, reason: string): Promise<void> {
    const parked = await this.journal.park(id, reason);
    if (parked !== undefined) this.journeys.parked(id, parked.sender ?? undefined, reason);
  }
}
