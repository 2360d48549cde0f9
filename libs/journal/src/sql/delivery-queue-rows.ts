import { traceHeaders, type TraceContext } from '#libs/message';
import { laneHash } from '../lane-hash.js';
import { insertRows, type SqlRunner } from './insert-rows.js';

/** A delivery that leaves by another way than the broker: it waits here for its turn, the bytes stay with it. */
export interface QueuedDelivery {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly destination: string;
  readonly partner: string;
  /** Deliveries of equal keys keep their order; without a key everything to the destination does. */
  readonly orderKey?: string;
  /** `offered`: the partner fetches it; `waiting`: we send it. */
  readonly state: 'waiting' | 'offered';
  /** The person who asked for it to be sent again. */
  readonly actor?: string;
  readonly trace?: TraceContext;
}

/** Listeners of this channel are told when a transaction with queued deliveries has committed. */
export const deliveriesChannel = 'bianzu_deliveries';

/** Into so many lines the deliveries of a destination with keys are spread; one attempt at a time in each. */
export const deliveryLines = 16;

/** The line of a key; whatever has none is in the first. */
export function deliveryLineOf(orderKey: string | undefined): number {
  return orderKey === undefined ? 0 : laneHash(orderKey) % deliveryLines;
}

/** Queues deliveries in the caller's transaction, in the order given, and makes their destinations known. */
export async function queueDeliveries(
  runner: SqlRunner,
  deliveries: readonly QueuedDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return;
  const destinations = new Map(deliveries.map(({ destination, partner }) => [destination, partner]));
  await insertRows(
    runner,
    'destination_state',
    ['destination', 'partner'],
    // in one order everywhere, so that nobody waits in a circle
    [...destinations].sort(([a], [b]) => (a < b ? -1 : 1)),
    'ON CONFLICT DO NOTHING',
  );
  await insertRows(
    runner,
    'delivery_queue',
    ['delivery_id', 'message_id', 'destination', 'partner', 'line', 'state', 'actor', 'trace'],
    deliveries.map((one) => [
      one.deliveryId,
      one.messageId,
      one.destination,
      one.partner,
      deliveryLineOf(one.orderKey),
      one.state,
      one.actor ?? null,
      traceOf(one.trace),
    ]),
  );
  await runner.query(`SELECT pg_notify('${deliveriesChannel}', '')`);
}

function traceOf(trace: TraceContext | undefined): string | null {
  return trace === undefined || traceHeaders(trace) === undefined
    ? null
    : JSON.stringify({ traceParent: trace.traceParent, traceState: trace.traceState });
}
