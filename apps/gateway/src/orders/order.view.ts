import type { PlainValue } from '#libs/message';
import type { OrderRow } from '#libs/tracking';

type Json = Readonly<Record<string, PlainValue | undefined>>;

const references = ['orderNumber', 'demandNumber'] as const;
const parties = ['customer', 'consignor', 'consignee', 'payer'] as const;

/** What a list shows of an order; the whole of it is its canonical document. */
export function orderView({ id, system, number, asOf, messageId, status, document }: OrderRow): object {
  const order = document as Json;
  const present = (names: readonly string[]): object =>
    Object.fromEntries(names.flatMap((name) => (order[name] === undefined ? [] : [[name, order[name]]])));
  return {
    id,
    system,
    number,
    asOf,
    messageId,
    status: status ?? order.status ?? null,
    references: { ...present(references), relatedOrderNumbers: order.relatedOrderNumbers ?? [] },
    serviceType: order.serviceType,
    origin: order.origin,
    destination: order.destination,
    parties: present(parties),
    goods: order.items ?? [],
    ...present(['requestedLoadingDate', 'requestedDeliveryDate', 'totalPackageCount', 'totalGrossWeightKg']),
  };
}
