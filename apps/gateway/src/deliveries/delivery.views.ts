import type { DeliveryDetails, DeliverySummary, DestinationReport, OfferedMessage } from '#libs/deliveries';
import type { DeliveryAttempt } from '#libs/journal';
import { isDestinationInTest } from '#libs/routing';

/** A delivery in a list. */
export function deliveryView(one: DeliverySummary): object {
  return {
    id: one.id,
    messageId: one.messageId,
    kind: one.kind,
    destination: one.destination,
    partner: one.partner,
    state: one.state,
    stateAt: one.stateAt.toISOString(),
    contentType: one.contentType,
    destinationVersion: one.destinationVersion,
    mapping: one.mapping,
    mappingVersion: one.mappingVersion,
  };
}

export function deliveryDetailsView(one: DeliveryDetails): object {
  const { queue } = one;
  return {
    ...deliveryView(one),
    content: `/v1/deliveries/${one.id}/content`,
    attempts: one.attempts.map(attemptView),
    queue:
      queue === undefined
        ? null
        : {
            state: queue.state,
            attempts: queue.attempts,
            dueAt: queue.dueAt.toISOString(),
            queuedAt: queue.queuedAt.toISOString(),
          },
  };
}

/** One attempt, with what passed. */
export function attemptView(one: DeliveryAttempt): object {
  return {
    number: one.number,
    id: one.attemptId,
    at: one.at.toISOString(),
    outcome: one.outcome,
    detail: one.detail,
    request: one.request,
    answer: one.answer,
    latencyMs: one.latencyMs,
    actor: one.actor,
  };
}

/** A destination: whether anything goes, what waits, and why. */
export function destinationView(one: DestinationReport): object {
  const at = (time: Date | null): string | null => time?.toISOString() ?? null;
  return {
    id: one.destination,
    partner: one.partner,
    state: stateOf(one),
    backlog: {
      waiting: one.waiting,
      sending: one.sending,
      awaitingReceipt: one.awaitingReceipt,
      offered: one.offered,
      oldestAt: at(one.oldestAt),
    },
    failed: one.failed,
    breaker: { state: one.breaker, failures: one.failures, restUntil: at(one.restUntil) },
    lastAcceptedAt: at(one.lastAcceptedAt),
    lastFailureAt: at(one.lastFailureAt),
    lastFailure: one.lastFailure,
    paused: heldBy(one.pausedAt, one.pausedBy, one.pausedReason),
    partnerPaused: heldBy(one.partnerPausedAt, one.partnerPausedBy, one.partnerPausedReason),
    switchedOff:
      one.switchedOffAt === null ? null : { at: at(one.switchedOffAt), reason: one.switchedOffReason ?? '' },
  };
}

function stateOf(one: DestinationReport): 'flowing' | 'resting' | 'paused' | 'switched-off' {
  if (one.switchedOffAt !== null) return 'switched-off';
  if (one.pausedAt !== null || one.partnerPausedAt !== null) return 'paused';
  return one.breaker === 'closed' && one.restUntil === null ? 'flowing' : 'resting';
}

function heldBy(at: Date | null, by: string | null, reason: string | null): object | null {
  return at === null ? null : { at: at.toISOString(), by: by ?? '', reason: reason ?? '' };
}

export function offeredView(one: OfferedMessage): object {
  return {
    id: one.id,
    messageId: one.messageId,
    kind: one.kind,
    destination: one.destination,
    contentType: one.contentType,
    queuedAt: one.queuedAt.toISOString(),
    fetchedBefore: one.fetched,
    isTest: isDestinationInTest(one.destination),
    bodyBase64: one.bytes.toString('base64'),
  };
}
