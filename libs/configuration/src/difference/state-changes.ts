import type { Agreement, AgreementState, Destination, RoutingTable } from '#libs/routing';

/** Which version of which agreement, in either direction. */
export interface AgreementVersion {
  readonly direction: 'inbound' | 'outbound';
  readonly partner: string;
  readonly id: string;
  readonly version: number;
}

/** An agreement that gets another state. */
export interface StateChange extends AgreementVersion {
  /** Absent for a new one. */
  readonly from?: AgreementState;
  /** Absent for one that is taken out. */
  readonly to?: AgreementState;
  /** It leaves the test, or the draft, for use: of a partner outside something has to prove that it can. */
  readonly needsProof: boolean;
}

/** Agreements and destinations whose state is another one after a change of the configuration. */
export function stateChanges(before: RoutingTable, after: RoutingTable): StateChange[] {
  const [old, young] = [versionsOf(before), versionsOf(after)];
  return [...new Map([...old, ...young])].flatMap(([key, { direction, partner, id, version }]) => {
    const [from, to] = [old.get(key)?.state, young.get(key)?.state];
    if (from === to) return [];
    const isOutside = after.partner(partner)?.kind === 'outside';
    const needsProof = isOutside && to === 'live' && (from === 'test' || from === 'draft');
    return [{ direction, partner, id, version, from, to, needsProof }];
  });
}

function versionsOf(routing: RoutingTable): Map<string, Agreement | Destination> {
  const all = [...routing.partners.flatMap(({ agreements }) => agreements), ...routing.destinations];
  return new Map(all.map((one) => [`${one.direction} ${one.partner} ${one.id} ${one.version}`, one]));
}

/** The name of a version in addresses and in the audit log: `sys-1.order.1`. No part of it has a dot. */
export function agreementName({ partner, id, version }: Omit<AgreementVersion, 'direction'>): string {
  return `${partner}.${id}.${version}`;
}
