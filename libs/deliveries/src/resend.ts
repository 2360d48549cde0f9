import type { DataSource } from 'typeorm';
import type { AuditLog } from '#libs/audit';
import { queueDeliveries, type DeliveryState } from '#libs/journal';

/** Why a delivery is not sent again: nobody knows it, it has no bytes, it leaves through the broker, or it is on its way. */
export type NotResent = 'not-found' | 'never-written' | 'by-broker' | 'on-its-way';

interface Row {
  readonly destination: string;
  readonly partner: string;
  readonly messageId: string;
  readonly state: DeliveryState;
  readonly hasBytes: boolean;
  readonly orderKey: string | null;
}

/**
 * Sends a delivery once more because a person wants it: at the end of its line, with the same delivery id and a
 * new attempt, which names the person.
 * @param wayOf how the destination is reached now
 */
export async function resend(
  dataSource: DataSource,
  audit: Pick<AuditLog, 'append'>,
  id: string,
  request: { readonly actor: string; readonly reason?: string },
  wayOf: (destination: string) => 'broker' | 'sent' | 'fetched',
): Promise<'queued' | NotResent> {
  return dataSource.transaction(async (manager) => {
    const [row] = await manager.query<Row[]>(
      `SELECT destination, partner, message_id AS "messageId", state, bytes IS NOT NULL AS "hasBytes",
         order_key AS "orderKey"
       FROM delivery WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (row === undefined) return 'not-found';
    if (!row.hasBytes) return 'never-written';
    if (row.state === 'pending' || row.state === 'awaiting-receipt') return 'on-its-way';
    const { destination, partner, messageId } = row;
    const way = wayOf(destination);
    if (way === 'broker') return 'by-broker';
    await manager.query(`UPDATE delivery SET state = 'pending', state_at = now() WHERE id = $1`, [id]);
    const state = way === 'fetched' ? 'offered' : 'waiting';
    const { actor, reason } = request;
    const orderKey = row.orderKey ?? undefined;
    await queueDeliveries(manager, [
      { deliveryId: id, messageId, destination, partner, orderKey, state, actor },
    ]);
    const detail = { destination, before: row.state, ...(reason === undefined ? {} : { reason }) };
    await audit.append({ actor, action: 'delivery.resend', subject: id, detail }, manager);
    return 'queued';
  });
}
