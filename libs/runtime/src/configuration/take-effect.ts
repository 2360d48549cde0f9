import type { EntityManager } from 'typeorm';
import type { AuditLog } from '#libs/audit';
import { agreementName, type StateChange } from '#libs/configuration';
import { releaseKept } from '#libs/journal';

export interface Effect {
  readonly by: string;
  readonly note?: string;
  /** Of the version that becomes active, and of the one before. */
  readonly number: number;
  readonly replaced?: number;
  readonly changes: readonly StateChange[];
  /** Why agreements go live that have not been proven. */
  readonly overrideConformance?: string;
}

/**
 * What commits together with an activation: the entries of the audit log, and messages that were kept because their
 * agreement was suspended or a draft, and is so no longer, setting out again. Those that the new state still does not take
 * are kept once more.
 */
export async function takeEffect(audit: AuditLog, effect: Effect, manager: EntityManager): Promise<void> {
  const { changes, by: actor, note, number, replaced, overrideConformance } = effect;
  const awakened = changes
    .filter(({ direction, from, to }) => direction === 'inbound' && isKeeping(from) && !isKeeping(to))
    .map(({ partner }) => partner);
  await releaseKept(manager, [...new Set(awakened)]);
  const detail = { version: number, replaced: replaced ?? null, note: note ?? null };
  await audit.append({ actor, action: 'configuration.activate', subject: String(number), detail }, manager);
  for (const change of changes) {
    const { from, to, needsProof } = change;
    const override = needsProof && overrideConformance !== undefined ? { override: overrideConformance } : {};
    const facts = { from: from ?? null, to: to ?? null, version: number, note: note ?? null, ...override };
    const fact = { actor, action: 'agreement.state', subject: agreementName(change), detail: facts };
    await audit.append(fact, manager);
  }
}

function isKeeping(state: StateChange['from']): boolean {
  return state === 'suspended' || state === 'draft';
}
