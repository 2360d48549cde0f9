import { acknowledgementsTo } from '#libs/journal';
import type { OutwardChannel, RoutingTable } from '#libs/routing';

/** Through the broker, by our sending, or by the partner's fetching. */
export type Way = 'broker' | 'sent' | 'fetched';

/** How a destination is reached by the configuration; what it does not know leaves by the broker, unless it is a subscription. */
export function wayTo(routing: RoutingTable, destination: string): Way {
  if (destination.includes('/')) return 'sent';
  const channel = channelOf(routing, destination);
  if (channel === undefined || channel === 'amqp') return 'broker';
  return channel === 'inbox' || channel === 'sftp-drop' ? 'fetched' : 'sent';
}

function channelOf(routing: RoutingTable, destination: string): OutwardChannel | undefined {
  const [id = '', isReply] = destination.split('.');
  if (isReply === undefined) return routing.destination(destination)?.channel;
  const partner = routing.partner(id);
  return partner?.connections.get(partner.acknowledgement.connection ?? '')?.channel;
}

/** The destinations of a partner over one channel, its acknowledgements among them. */
export function destinationsOver(routing: RoutingTable, partner: string, channel: OutwardChannel): string[] {
  const own = [...routing.destinations, ...routing.destinationsInTest].filter(
    (one) => one.partner === partner,
  );
  return [...new Set(own.map(({ id }) => id)), acknowledgementsTo(partner)].filter(
    (id) => channelOf(routing, id) === channel,
  );
}
