import type { AgreementState } from './agreement-state.js';

interface Versioned {
  readonly id: string;
  readonly state: AgreementState;
}

const rest = ['test', 'draft', 'ended'] as const;

/**
 * The one that applies among those that fit, in the order of the files: one in use before one in test, that before a draft,
 * and an ended one only when nothing else fits, so that what is new or over takes no messages from what is in use. A
 * suspended one keeps its messages, unless another version of it is live.
 */
export function oneInUse<One extends Versioned>(fitting: readonly One[]): One | undefined {
  const first = fitting.find(({ state }) => state === 'live' || state === 'suspended');
  if (first?.state === 'suspended')
    return fitting.find(({ id, state }) => id === first.id && state === 'live') ?? first;
  return first ?? rest.flatMap((wanted) => fitting.find(({ state }) => state === wanted) ?? [])[0];
}
