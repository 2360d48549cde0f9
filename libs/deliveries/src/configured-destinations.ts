import { channelFor, type NamesFiles } from '#libs/channels';
import { durationMs, usualRetry, type Connection, type RetryTerms, type RoutingTable } from '#libs/routing';
import type { DestinationTerms, Held, RetryLimits } from './destination-terms.js';

const acknowledgements = /^(.+)\.acknowledgements$/;

/** How the destinations of the configuration are reached, and those of partners' acknowledgements. */
export function configuredDestination(
  routing: RoutingTable,
  id: string,
): DestinationTerms | Held | undefined {
  const partner = acknowledgements.exec(id)?.[1];
  return partner === undefined ? fromRoutes(routing, id) : forAcknowledgements(routing, id, partner);
}

function fromRoutes(routing: RoutingTable, id: string): DestinationTerms | Held | undefined {
  const destination = routing.destination(id);
  if (destination === undefined) return undefined;
  if (destination.state === 'suspended') return { held: 'the agreement is suspended' };
  const connection = routing.partner(destination.partner)?.connections.get(destination.connection ?? '');
  const { partner, order, retry, schema, isTest } = destination;
  const terms = { destination: id, partner, order, retry: limitsOf(retry), messageType: schema };
  return over(connection, isTest === true ? { ...terms, isTest } : terms);
}

function forAcknowledgements(
  routing: RoutingTable,
  destination: string,
  id: string,
): DestinationTerms | Held | undefined {
  const partner = routing.partner(id);
  const connection = partner?.connections.get(partner.acknowledgement.connection ?? '');
  if (connection === undefined) return undefined;
  return over(connection, { destination, partner: id, order: 'destination', retry: limitsOf(usualRetry) });
}

function over(
  connection: Connection | undefined,
  terms: Omit<DestinationTerms, 'channel' | 'settings' | 'fileName'>,
): DestinationTerms | Held {
  if (connection === undefined) return { held: 'it has no connection' };
  const channel = channelFor(connection.channel);
  if (channel === undefined) return { held: `nothing is sent over ${connection.channel}` };
  const { settings } = connection;
  return { ...terms, channel, settings, fileName: (settings as NamesFiles).fileName };
}

function limitsOf({ maxAge, firstDelay, maxDelay, attemptTimeout }: RetryTerms): RetryLimits {
  return {
    maxAgeMs: durationMs(maxAge),
    firstDelayMs: durationMs(firstDelay),
    maxDelayMs: durationMs(maxDelay),
    attemptTimeoutMs: durationMs(attemptTimeout),
  };
}
