import type { RoutingTable } from '#libs/routing';
import { bianzuTopology, type Topology } from '#libs/transport';

/** Exchanges and queues for all partners and destinations of the agreements. */
export function topologyOf(routing: RoutingTable, lanes: number): Topology {
  return bianzuTopology({
    lanes,
    partners: routing.partners.map(({ id, channels }) => ({
      id,
      queues: channels.includes('amqp') ? ['intake', 'reply'] : ['reply'],
    })),
    // versions of a destination share its queue; other ways than the broker need none
    destinations: [
      ...new Set(
        [...routing.destinations, ...routing.destinationsInTest]
          .filter(({ channel }) => channel === 'amqp')
          .map(({ id }) => id),
      ),
    ],
  });
}
