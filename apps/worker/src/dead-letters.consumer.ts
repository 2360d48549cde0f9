import { Controller, Logger } from '@nestjs/common';
import { MessageJournal } from '#libs/journal';
import {
  BatchHandler,
  deadLetterHeaders,
  exchanges,
  groups,
  type Delivery,
  type Verdict,
} from '#libs/transport';

/** Every dead letter has an owner: work that a lane gave up is parked in the journal, where operators see it. */
@Controller()
export class DeadLettersConsumer {
  private readonly logger = new Logger(DeadLettersConsumer.name);

  constructor(private readonly journal: MessageJournal) {}

  @BatchHandler(groups.deadLetters)
  async take(deliveries: readonly Delivery[]): Promise<readonly Verdict[]> {
    for (const { body, properties } of deliveries) {
      const reason = String(properties.headers?.[deadLetterHeaders.reason] ?? 'unknown');
      const exchange = properties.headers?.[deadLetterHeaders.exchange];
      const id = Buffer.from(body).toString('latin1');
      this.logger.error(`a message of ${String(exchange)} was given up: ${reason}`);
      if (exchange === exchanges.work) await this.journal.park(id, reason);
    }
    return deliveries.map(() => ({ kind: 'ack' }));
  }
}
