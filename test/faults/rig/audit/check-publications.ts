import { partnerDestinations } from '../partner/partner-configuration.js';
import { grouped, type Evidence } from './evidence.js';

/** Each canonical message was published, however often, under one message id; so was each delivery. */
export function checkPublications(evidence: Evidence): string[] {
  return [...(evidence.hasCanonicalReader ? canonicalFaults(evidence) : []), ...deliveryFaults(evidence)];
}

function canonicalFaults({ canonicals, journal }: Evidence): string[] {
  const published = grouped(canonicals, ({ of }) => of);
  const known = new Set(journal.map(({ id }) => id));
  const faults = [...published.keys()]
    .filter((id) => !known.has(id))
    .map((id) => `published, but not in the journal: ${id}`);
  for (const { id, canonicals: count } of journal) {
    const found = published.get(id)?.length ?? 0;
    if (found < count) faults.push(`NOT PUBLISHED: ${id}, ${found} of ${count} canonical messages`);
    if (found > count) faults.push(`${id} was published under ${found} message ids instead of ${count}`);
  }
  return faults;
}

function deliveryFaults({ deliveries, inbox }: Evidence): string[] {
  const faults: string[] = [];
  const arrived = new Set(inbox.arrivals.map(({ messageId }) => messageId));
  const byBroker = deliveries.filter(({ destination }) => !isPushed(destination));
  for (const { id, kind, state, destination } of byBroker) {
    if (state !== 'delivered') faults.push(`delivery ${id} to ${destination} is ${state}`);
    const isRead = kind === 'message' || destination === 'sys-1' || destination === 'forwarder-edi';
    if (isRead && !arrived.has(id)) faults.push(`NOT DELIVERED: ${id} to ${destination}`);
  }
  return faults;
}

function isPushed(destination: string): boolean {
  return (partnerDestinations as readonly string[]).includes(destination);
}
