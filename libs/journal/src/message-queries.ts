import { In, MoreThanOrEqual, type DataSource } from 'typeorm';
import { receiptTimeOf, type BusinessKey } from '#libs/journey';
import type { Issue } from '#libs/message';
import { MappingVersion, StoredCanonicalMessage } from './entities/canonical-message.entity.js';
import { Delivery, DeliveryAttempt } from './entities/delivery.entity.js';
import { earliestMadeOf } from './earliest-id.js';
import { JournalMessage, type MessageState } from './entities/journal-message.entity.js';
import { searchMessages, type MessageFilter } from './message-search.js';

/** Everything that the journal knows of one message. */
export interface MessageJourney {
  readonly message: JournalMessage;
  readonly receivedAt: string;
  readonly issues: readonly Issue[];
  readonly keys: readonly BusinessKey[];
  readonly canonicals: readonly StoredCanonicalMessage[];
  readonly deliveries: readonly (Delivery & { readonly attempts: readonly DeliveryAttempt[] })[];
  /** Of a batch: how many of its records are in which state. */
  readonly records: Readonly<Partial<Record<MessageState, number>>>;
}

/** Reads the journal for people: one message with all that became of it, and searches, newest first. */
export class MessageQueries {
  constructor(private readonly dataSource: DataSource) {}

  async find(id: string): Promise<JournalMessage | null> {
    return this.dataSource.getRepository(JournalMessage).findOneBy({ id });
  }

  async journey(id: string): Promise<MessageJourney | undefined> {
    const message = await this.find(id);
    if (message === null) return undefined;
    const [issues, keys, canonicals, deliveries, records] = await Promise.all([
      this.issuesOf(id),
      this.dataSource.query<BusinessKey[]>(
        'SELECT type, value FROM message_key WHERE message_id = $1 ORDER BY 1, 2',
        [id],
      ),
      this.dataSource
        .getRepository(StoredCanonicalMessage)
        .find({ where: { messageId: id }, order: { ordinal: 'ASC' } }),
      this.deliveriesOf(id),
      this.recordsOf(message),
    ]);
    return { message, receivedAt: receiptTimeOf(id), issues, keys, canonicals, deliveries, records };
  }

  delivery(id: string): Promise<Delivery | null> {
    return this.dataSource.getRepository(Delivery).findOneBy({ id });
  }

  /** The exact bytes that came in, piece by piece. */
  async *raw(id: string): AsyncIterable<Buffer> {
    for (let part = 0; ; part++) {
      const [piece] = await this.dataSource.query<{ bytes: Buffer }[]>(
        'SELECT bytes FROM message_payload WHERE message_id = $1 AND part = $2',
        [id, part],
      );
      if (piece === undefined) return;
      yield piece.bytes;
    }
  }

  search(filter: MessageFilter): Promise<JournalMessage[]> {
    return searchMessages(this.dataSource, filter);
  }

  /** What a partner has sent since, in the order of receipt, without what waits for its journey; records are not among it. */
  sentSince(sender: string, afterId: string, most: number): Promise<JournalMessage[]> {
    return this.dataSource
      .getRepository(JournalMessage)
      .createQueryBuilder('m')
      .where(`m.id > :afterId AND m.sender = :sender AND m.parent_id IS NULL AND m.state <> 'received'`, {
        afterId,
        sender,
      })
      .orderBy('m.id', 'ASC')
      .limit(most)
      .getMany();
  }

  /** The text of a mapping as it was when it had this version. */
  async mappingText(name: string, version: string): Promise<string | undefined> {
    return (await this.dataSource.getRepository(MappingVersion).findOneBy({ name, version }))?.text;
  }

  private async issuesOf(id: string): Promise<Issue[]> {
    const [row] = await this.dataSource.query<{ issues: string }[]>(
      'SELECT issues FROM message_detail WHERE message_id = $1',
      [id],
    );
    return row === undefined ? [] : (JSON.parse(row.issues) as Issue[]);
  }

  private async deliveriesOf(id: string): Promise<(Delivery & { attempts: DeliveryAttempt[] })[]> {
    const deliveries = await this.dataSource
      .getRepository(Delivery)
      .find({ where: { messageId: id, id: MoreThanOrEqual(earliestMadeOf(id)) }, order: { id: 'ASC' } });
    const attempts = await this.dataSource.getRepository(DeliveryAttempt).find({
      where: { deliveryId: In(deliveries.map((delivery) => delivery.id)) },
      order: { number: 'ASC' },
    });
    return deliveries.map((delivery) => ({
      ...delivery,
      attempts: attempts.filter((attempt) => attempt.deliveryId === delivery.id),
    }));
  }

  private async recordsOf(message: JournalMessage): Promise<Partial<Record<MessageState, number>>> {
    if (message.parentId !== null || (message.recordsDone === 0 && message.recordCount === null)) return {};
    const rows = await this.dataSource.query<{ state: MessageState; count: number }[]>(
      'SELECT state, count(*)::int AS count FROM message WHERE parent_id = $1 AND id > $2 GROUP BY state',
      [message.id, earliestMadeOf(message.id)],
    );
    return Object.fromEntries(rows.map((row) => [row.state, row.count]));
  }
}
