import type { RoutingTable } from '#libs/routing';

/** Through the broker, by our sending, or by the partner's fetching. */
export type Way = 'broker' | 'sent' | 'fetched';

/** How a destination is reached by the configuration; what it does not know leaves by the broker, unless it is a subscription. */
export function wayTo(routing: RoutingTable, destination: string): Way {
  if (destination.includes('/')) return 'sent';
  const [id = '', isReply] = destination.split('.');
  const partner = routing.partner(id);
  const channel =
    isReply === undefined
      ? routing.destination(destination)?.channel
      : partner?.connections.get(partner.acknowledgement.connection ?? '')?.channel;
  if (channel === undefined || channel === 'amqp') return 'broker';
  return channel === 'inbox' ? 'fetched' : 'sent';
}
