import { RoutingTable, type Agreement, type AgreementState, type Destination } from '#libs/routing';

/** What is tried out. */
export interface Trial {
  readonly partner: string;
  /** Agreements that are drafts count too. */
  readonly withDrafts: boolean;
  /** Agreements that are in use are tried as if they were in test. */
  readonly inTest?: boolean;
  /** This version of an agreement of the partner, in place of the one in use. */
  readonly agreement?: { readonly id: string; readonly version: number };
}

/**
 * The routing as it would be if what is tried out were in `state`: each agreement of the partner in one version, and of
 * everybody else what there is.
 */
export function trialRouting(routing: RoutingTable, trial: Trial, state: 'test' | 'live'): RoutingTable {
  const counts = (now: AgreementState): boolean =>
    now === 'test' ||
    (now === 'draft' && trial.withDrafts) ||
    (now === 'live' && state === 'test' && trial.inTest === true);
  const inState = <One extends Agreement | Destination>(one: One): One =>
    counts(one.state) ? { ...one, state } : one;
  const partners = routing.partners.map((partner) =>
    partner.id === trial.partner
      ? {
          ...partner,
          agreements: partner.agreements.filter((one) => isChosen(one, routing, trial)).map(inState),
        }
      : partner,
  );
  const destinations =
    state === 'live'
      ? routing.destinations.map((one) => (one.partner === trial.partner ? inState(one) : one))
      : routing.destinations;
  return new RoutingTable(partners, destinations, routing.routes);
}

function isChosen({ id, version }: Agreement, routing: RoutingTable, { partner, agreement }: Trial): boolean {
  if (agreement?.id === id) return agreement.version === version;
  return routing.agreement(partner, id)?.version === version;
}
