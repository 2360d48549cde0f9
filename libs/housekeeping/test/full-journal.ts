import type { DataSource } from 'typeorm';
import { createPartitions, firstIdAt } from '#libs/journal';
import { openDatabase } from '#libs/runtime';
import { createTestDatabase } from '../../../test/support/services/database.js';

/** A database with all tables, and messages written into it by SQL as a test wants them. */
export class FullJournal {
  private written = 0;

  private constructor(
    readonly dataSource: DataSource,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(): Promise<FullJournal> {
    const database = await createTestDatabase();
    const dataSource = await openDatabase(database.url);
    return new FullJournal(dataSource, () => database.drop());
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.drop();
  }

  /** Inserts a message as if it had come at this time. @returns its id */
  async message(atMs: number, changes: Record<string, unknown> = {}): Promise<string> {
    const id = firstIdAt(atMs + this.written++);
    await createPartitions(this.dataSource, atMs, 1);
    const row = {
      id,
      sender: 'sys-1',
      agreement: 'order',
      channel: 'rest',
      size_bytes: 5,
      sha256: Buffer.alloc(32),
      state: 'accepted',
      state_at: new Date(atMs),
      ...changes,
    };
    await this.insert('message', row);
    await this.insert('message_payload', { message_id: id, part: 0, bytes: Buffer.from('bytes') });
    await this.insert('message_key', { type: 'order', value: `O-${id}`, message_id: id });
    return id;
  }

  /** @returns the id of a delivery of the message */
  async delivery(messageId: string, atMs: number, state: string): Promise<string> {
    const id = firstIdAt(atMs + this.written++);
    await this.insert('delivery', {
      id,
      message_id: messageId,
      ordinal: 0,
      kind: 'message',
      destination: 'sys-2-orders',
      partner: 'sys-2',
      content_type: 'application/xml',
      bytes: Buffer.from('<Order/>'),
      state,
      state_at: new Date(atMs),
    });
    await this.insert('delivery_attempt', { delivery_id: id, number: 1, outcome: 'confirmed' });
    return id;
  }

  async insert(table: string, row: Record<string, unknown>): Promise<void> {
    const columns = Object.keys(row);
    await this.dataSource.query(
      `INSERT INTO ${table} (${columns.join(',')}) VALUES (${columns.map((_, n) => `$${n + 1}`).join(',')})`,
      Object.values(row),
    );
  }

  async count(sql: string): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${sql}`,
    );
    return row!.count;
  }
}
