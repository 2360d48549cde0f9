import { agreementName } from '#libs/configuration';
import type { Principal } from '#libs/partners';
import type { Agreement, Destination, Partner, RoutingTable } from '#libs/routing';

/** Operators see every partner, people those that they are for, a partner itself. */
export function maySee({ id, scopes, partners }: Principal, partner: string): boolean {
  if (partners !== undefined) return partners.includes(partner);
  return scopes.includes('operations') || id === partner;
}

/** An agreement in either direction with the name that it has in addresses. */
export function agreementView(agreement: Agreement | Destination): object {
  const { id: agreementId, ...rest } = agreement;
  return { id: agreementName(agreement), agreement: agreementId, ...rest };
}

/** All agreements of a partner: what it sends, and what it gets. */
export function agreementsOf(routing: RoutingTable, partner: Partner): (Agreement | Destination)[] {
  return [...partner.agreements, ...routing.destinations.filter((one) => one.partner === partner.id)];
}

/** Settings of connections name secrets and never have their values. */
export function partnerView(routing: RoutingTable, partner: Partner): object {
  return {
    ...partner,
    connections: Object.fromEntries(partner.connections),
    agreements: agreementsOf(routing, partner).map((one) => ({
      id: agreementName(one),
      direction: one.direction,
      state: one.state,
    })),
  };
}
