import type { PlainValue } from '#libs/message';
import type { CanonicalEffect } from '#libs/journey';

type Members = Record<string, PlainValue>;

/** Two organisations with right check characters, and one with a wrong one. */
export const codes = {
  huafeng: '91350100M000100Y43',
  second: '91110000100000009M',
  wrong: '91350100M000100Y4Z',
};

let count = 0;

/** A message id that counts up: later calls give greater ids. */
export function messageId(): string {
  count += 1;
  return `00000000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`;
}

export function effect(type: string, system: string, value: Members): CanonicalEffect {
  return {
    messageId: messageId(),
    ordinal: 0,
    system,
    type,
    version: 1,
    value,
    receivedAt: '2026-03-16T12:00:00.000Z',
  };
}

export function partyEffect(
  system: string,
  party: Members,
  asOf = '2026-03-16T08:00:00+08:00',
): CanonicalEffect {
  return effect('party', system, {
    documentId: messageId(),
    asOf,
    party,
  });
}

export function orderEffect(
  system: string,
  orderNumber: string,
  customer: Members,
  more: Members = {},
): CanonicalEffect {
  const issuedAt = '2026-03-16T09:00:00+08:00';
  return effect('transport-order', system, {
    documentId: `D-${orderNumber}`,
    issuedAt,
    orderNumber,
    customer,
    ...more,
  });
}

export function statusEffect(
  system: string,
  documentId: string,
  statusCode: string,
  occurredAt: string,
  reference: { type: string; value: string },
): CanonicalEffect {
  return effect('transport-status', system, { documentId, statusCode, occurredAt, references: [reference] });
}
