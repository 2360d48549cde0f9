import type { ExpectedAcknowledgementView, LateAnswer, ReceivedAcknowledgementView } from '#libs/journal';

/** How an interchange of ours stands with its partner. */
export function expectedView(expected: ExpectedAcknowledgementView): object {
  return {
    deliveryId: expected.deliveryId,
    messageId: expected.messageId,
    partner: expected.partner,
    syntax: expected.syntax,
    interchangeReference: expected.interchangeReference,
    groupReference: expected.groupReference,
    messageReference: expected.messageReference,
    messageType: expected.messageType,
    awaits: expected.awaits,
    state: expected.state,
    overdue: expected.isOverdue,
    late: expected.isLate,
    sentAt: expected.sentAt.toISOString(),
    dueAt: expected.dueAt.toISOString(),
    answeredAt: expected.answeredAt?.toISOString() ?? null,
    errors: errorsOf(expected),
  };
}

/** An answer of ours that is late. */
export function owedView({ dueAt, ...late }: LateAnswer): object {
  return { ...late, dueAt: dueAt.toISOString() };
}

/** An acknowledgement that came in, and what it was for us. */
export function receivedView(received: ReceivedAcknowledgementView): object {
  return {
    id: received.id,
    messageId: received.messageId,
    partner: received.partner,
    form: received.form,
    interchangeReference: received.interchangeReference,
    groupReference: received.groupReference,
    messageReference: received.messageReference,
    messageType: received.messageType,
    verdict: received.verdict,
    action: received.action,
    result: received.result,
    deliveryId: received.deliveryId,
    receivedAt: received.receivedAt.toISOString(),
    errors: errorsOf(received),
  };
}

function errorsOf({ errors }: { readonly errors: string | null }): object[] {
  return errors === null ? [] : (JSON.parse(errors) as object[]);
}
