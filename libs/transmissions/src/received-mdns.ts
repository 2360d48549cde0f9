import type { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';

/** ACK-3: what an MDN was for us that came on a connection of its own. */
export type MdnOutcome = 'matched' | 'refused' | 'invalid' | 'duplicate' | 'late' | 'orphan';

export interface ReceivedMdnRecord {
  readonly partner: string;
  readonly originalMessageId: string;
  readonly deliveryId?: string;
  readonly outcome: MdnOutcome;
  readonly disposition: string;
  /** As an entity whose signature can be verified again. */
  readonly bytes: Buffer;
}

/** MDNs that partners have sent for what we sent: also those that came too late, again, or for nothing that we know. */
export class ReceivedMdns {
  constructor(private readonly dataSource: DataSource) {}

  async add({
    partner,
    originalMessageId,
    deliveryId,
    outcome,
    disposition,
    bytes,
  }: ReceivedMdnRecord): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO as2_mdn (id, partner, original_message_id, delivery_id, outcome, disposition, mdn)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), partner, originalMessageId, deliveryId ?? null, outcome, disposition, bytes],
    );
  }
}
