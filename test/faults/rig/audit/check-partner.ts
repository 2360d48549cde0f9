import { placeOfReference } from '../messages.js';
import { partnerDestinations } from '../partner/partner-configuration.js';
import { isRefused } from '../partner/partner-endpoint.js';
import type { PartnerRequest } from '../partner/partner-request.js';
import { acceptedVersions } from './check-effects.js';
import { difference } from './check-order.js';
import { grouped, type AttemptRow, type DeliveryRow, type Evidence } from './evidence.js';

/** A moment of the endpoint and one of the timer in the worker. */
const toleranceMs = 100;

/**
 * A partner to whom is pushed gets each order once and in its order, whatever becomes of it and of us: repeated under the same id
 * while nobody knows whether it has it, never again once it is written down that it has.
 */
export function checkPartner(evidence: Evidence): string[] {
  const { partner, deliveries, attempts } = evidence;
  if (partner === undefined) return [];
  const attemptsOf = grouped(attempts, ({ deliveryId }) => deliveryId);
  return partnerDestinations.flatMap((destination) => {
    const requests = partner.requests.filter((one) => one.destination === destination);
    const own = deliveries.filter((one) => one.destination === destination);
    return [
      ...orders(destination, requests, evidence),
      ...ends(destination, requests, own, evidence),
      ...own.flatMap((delivery) => repetitions(delivery, attemptsOf.get(delivery.id) ?? [], requests)),
      ...(destination === 'live-in-line' ? line(requests) : []),
    ];
  });
}

/** Of each order every version comes to its end before the next one is sent: first requests are in order, repetitions stay in their place. */
function orders(destination: string, requests: readonly PartnerRequest[], { sent }: Evidence): string[] {
  const asked = new Map<string, number[]>();
  for (const { reference } of requests) {
    const [order, version] = placeOfReference(reference);
    const versions = asked.get(order) ?? [];
    if (versions.at(-1) !== version) versions.push(version);
    asked.set(order, versions);
  }
  return [...acceptedVersions(sent)].flatMap(([order, versions]) =>
    difference(`versions of ${order} at ${destination}`, versions, asked.get(order) ?? []),
  );
}

/** One delivery for each version, in the state that the partner's word deserves. */
function ends(
  destination: string,
  requests: readonly PartnerRequest[],
  deliveries: readonly DeliveryRow[],
  { sent }: Evidence,
): string[] {
  const expected = [...acceptedVersions(sent).values()].reduce((sum, versions) => sum + versions.length, 0);
  const faults =
    deliveries.length === expected
      ? []
      : [`BACKLOG: ${deliveries.length} deliveries to ${destination} instead of ${expected}`];
  const references = new Map(requests.map(({ deliveryId, reference }) => [deliveryId, reference]));
  if (new Set(references.values()).size !== references.size)
    faults.push(`${destination} got an order under two delivery ids`);
  for (const { id, state } of deliveries) {
    const reference = references.get(id);
    const deserved =
      reference !== undefined && isRefused(placeOfReference(reference)[1]) ? 'failed' : 'delivered';
    if (state !== deserved) faults.push(`delivery ${id} of ${reference} is ${state} instead of ${deserved}`);
    if (state === 'delivered' && !requests.some((one) => one.deliveryId === id && one.verdict === 'taken'))
      faults.push(`delivery ${id} is delivered, but the partner has not taken it`);
  }
  return faults;
}

/** Every request is an attempt that was written down before, and none begins after an end that was written down. */
function repetitions(
  { id, state, stateAt }: DeliveryRow,
  attempts: readonly AttemptRow[],
  requests: readonly PartnerRequest[],
): string[] {
  const faults: string[] = [];
  const numbers = new Set<number>();
  for (const { attempt } of requests.filter(({ deliveryId }) => deliveryId === id)) {
    if (!attempts.some(({ number }) => number === attempt))
      faults.push(`attempt ${attempt} of ${id} is nowhere`);
    if (numbers.has(attempt)) faults.push(`attempt ${attempt} of ${id} was sent twice`);
    numbers.add(attempt);
  }
  const after = attempts.filter(({ at }) => at > stateAt);
  if (after.length > 0) faults.push(`SENT AGAIN: ${id} was ${state}, then came ${after.length} attempts`);
  const open = attempts.filter(({ outcome }) => outcome === 'sending');
  if (open.length > 0) faults.push(`attempt ${open[0]!.number} of ${id} has no end`);
  return faults;
}

/** One after the other: nothing overtakes, and a partner that asked to be left alone is. */
function line(requests: readonly PartnerRequest[]): string[] {
  const faults: string[] = [];
  const ended = new Set<string>();
  requests.forEach(({ deliveryId, atMs }, index) => {
    const before = requests[index - 1];
    if (before === undefined) return;
    if (before.deliveryId !== deliveryId) ended.add(before.deliveryId);
    if (ended.has(deliveryId)) faults.push(`OVERTAKEN: ${deliveryId} is asked again after others`);
    const { answeredAtMs, retryAfterMs } = before;
    if (
      answeredAtMs !== undefined &&
      retryAfterMs !== undefined &&
      atMs < answeredAtMs + retryAfterMs - toleranceMs
    )
      faults.push(`Retry-After: ${deliveryId} came ${atMs - answeredAtMs} ms after the answer`);
  });
  return faults;
}
