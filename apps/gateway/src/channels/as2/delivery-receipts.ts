import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { settleReceipt, type Receipt } from '#libs/deliveries';

/** What an MDN says of a delivery. */
export type LateAnswer = Receipt;

/** `settled`: the delivery has waited for it. `duplicate`: it was delivered already; `late`: it was given up; `orphan`: there is none. */
export type Standing = 'settled' | 'duplicate' | 'late' | 'orphan';

/** An MDN may be here before the partner has answered the request; then its delivery does not wait for it yet. */
const soonMs = [100, 200, 400, 800, 1_600];

/** The seam to the deliveries: an answer that came by itself ends the delivery that it is for. */
export class DeliveryReceipts {
  constructor(private readonly dataSource: DataSource) {}

  /** @param partner a delivery to somebody else is none for it */
  async arrived(partner: string, deliveryId: string, answer: LateAnswer): Promise<Standing> {
    for (const waitMs of [...soonMs, 0]) {
      const state = await this.stateOf(partner, deliveryId);
      if (state === undefined) return 'orphan';
      if (await settleReceipt(this.dataSource, deliveryId, answer)) return 'settled';
      if (state !== 'pending') return state === 'delivered' ? 'duplicate' : 'late';
      await pause(waitMs);
    }
    return 'late';
  }

  private async stateOf(partner: string, deliveryId: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ state: string }[]>(
      `SELECT d.state FROM delivery d LEFT JOIN delivery_queue q ON q.delivery_id = d.id
       WHERE d.id = $1 AND coalesce(q.partner, $2) = $2`,
      [deliveryId, partner],
    );
    return row?.state;
  }
}
